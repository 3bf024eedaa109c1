package org.deviceonboarding.audit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("The history, by what is asked,")
class HistoryFilterTest extends HistoryTest {
    @Test
    void isFilteredByKind() {
        GivenDevice device = registered();
        happened(device.suspended(), device.resumed());
        String id = device.id().value();

        assertThat(types(events("device_id=" + id + "&type=DeviceResumed"))).containsExactly("DeviceResumed");
        assertThat(types(events("device_id=" + id + "&type=DeviceResumed,DeviceRegistered")))
                .containsExactly("DeviceRegistered", "DeviceResumed");
        assertThat(types(events("device_id=" + id + "&type=DeviceDecommissioned")))
                .isEmpty();
        assertThat(types(events("type=DeviceSuspended,DeviceResumed&limit=1000")))
                .isNotEmpty()
                .allMatch(type -> type.equals("DeviceSuspended") || type.equals("DeviceResumed"));
    }

    @Test
    void isFilteredByWhoDidIt() {
        Actor ada = somebody("ada");
        Actor bob = somebody("bob");
        GivenDevice device = registered("pump", given().by(ada));
        given().by(bob).happened(Instant.now(), device.suspended());

        assertThat(types(events("actor=" + nameOf(bob)))).containsExactly("DeviceSuspended");
        assertThat(types(events("actor=" + nameOf(ada) + "&type=DeviceRegistered")))
                .containsExactly("DeviceRegistered");
        assertThat(types(events("actor=nobody-we-know"))).isEmpty();
    }

    @Test
    void isFilteredByTime() {
        Actor clock = somebody("clock");
        String actor = nameOf(clock);
        Instant start = Instant.parse("2001-01-01T00:00:00Z");
        for (int i = 0; i < 3; i++) {
            refused(clock, start.plusMillis(500L * i));
        }

        assertThat(times("actor=%s&from=%s".formatted(actor, "2001-01-01T00:00:00.500Z")))
                .containsExactly("2001-01-01T00:00:00.500Z", "2001-01-01T00:00:01.000Z");
        assertThat(times("actor=%s&to=%s".formatted(actor, "2001-01-01T00:00:01Z")))
                .containsExactly("2001-01-01T00:00:00.000Z", "2001-01-01T00:00:00.500Z");
        assertThat(times("actor=%s&from=%s&to=%s"
                        .formatted(actor, "2001-01-01T00:00:00.0001Z", "2001-01-01T00:00:00.501Z")))
                .containsExactly("2001-01-01T00:00:00.500Z");
        assertThat(times("actor=%s&from=%s&to=%s".formatted(actor, "2001-01-01T00:00:01Z", "2001-01-01T00:00:01Z")))
                .isEmpty();
    }

    private List<String> times(String query) {
        return events(query)
                .path("items")
                .valueStream()
                .map(item -> item.path("time").asString())
                .toList();
    }

    @Test
    void goesOnAfterAPosition() {
        List<Long> all = new ArrayList<>();
        Actor reader = somebody("reader");
        String actor = nameOf(reader);
        IntStream.range(0, 5).forEach(_ -> refused(reader, LONG_AGO));
        JsonNode page = events("limit=2&actor=" + actor);
        while (true) {
            all.addAll(positions(page));
            if (page.path("next_after").isNull()) {
                break;
            }
            page = events("limit=2&actor=%s&after=%d"
                    .formatted(actor, page.path("next_after").asLong()));
        }

        assertThat(all).hasSize(5).isSorted().doesNotHaveDuplicates();
        assertThat(all).isEqualTo(positions(events("actor=" + actor)));
        assertThat(events("after=999999999999999999").path("items").isEmpty()).isTrue();
    }
}
