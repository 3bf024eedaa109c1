package org.deviceonboarding.audit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.CommandRefused;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("The history of a device")
class DeviceHistoryTest extends HistoryTest {
    @Test
    void ofADeviceHasAllThatHappenedToItInOrder() {
        Actor ada = somebody("ada")
                .with(Fact.OWNER, "lovelace")
                .with(Fact.CORRELATION_ID, "ticket-4711")
                .with(Fact.USER_AGENT, "onboard/1.0");
        GivenDevice device = registered("pump", given().by(ada));
        String id = device.id().value();
        happened(device.suspended());

        JsonNode history = operator().get("/device/" + id + "/history").is(200).json();

        assertThat(types(history)).containsExactly("DeviceRegistered", "CertificateIssued", "DeviceSuspended");
        assertThat(history.path("next_after").isNull()).isTrue();
        JsonNode first = history.path("items").path(0);
        assertThat(first.propertyNames())
                .containsExactly(
                        "position",
                        "time",
                        "type",
                        "revision",
                        "event_id",
                        "aggregate_id",
                        "sequence",
                        "actor",
                        "auth",
                        "address",
                        "correlation_id",
                        "user_agent",
                        "owner",
                        "payload");
        assertThat(first.path("revision").asString()).isEqualTo("1");
        assertThat(first.path("aggregate_id").asString()).isEqualTo(id);
        assertThat(first.path("sequence").asLong()).isZero();
        assertThat(first.path("actor").asString()).isEqualTo(nameOf(ada));
        assertThat(first.path("owner").asString()).isEqualTo("lovelace");
        assertThat(first.path("auth").asString()).isEqualTo("api_key");
        assertThat(first.path("address").asString()).isEqualTo("10.0.0.1");
        assertThat(first.path("correlation_id").asString()).isEqualTo("ticket-4711");
        assertThat(first.path("user_agent").asString()).isEqualTo("onboard/1.0");
        assertThat(first.path("payload").path("device_id").asString()).isEqualTo(id);
        assertThat(stored(first))
                .isEqualTo(List.of(
                        first.path("time").asString(),
                        first.path("event_id").asString(),
                        first.path("payload").toString()));
        assertThat(auditor().get("/audit/events?device_id=" + id).json()).isEqualTo(history);
    }

    private List<String> stored(JsonNode event) {
        return jdbc.sql("select time_stamp, event_identifier, payload from domain_event_entry where global_index = :n")
                .param("n", event.path("position").asLong())
                .query((row, _) -> List.of(row.getString(1), row.getString(2), row.getString(3)))
                .single();
    }

    @Test
    void ofADeviceIsShownByThePage() {
        GivenDevice device = registered();
        happened(device.suspended());
        String id = device.id().value();

        JsonNode first =
                auditor().get("/device/" + id + "/history?limit=2").is(200).json();
        long after = first.path("next_after").asLong();
        JsonNode second = auditor()
                .get("/device/%s/history?limit=2&after=%d".formatted(id, after))
                .json();

        assertThat(types(first)).containsExactly("DeviceRegistered", "CertificateIssued");
        assertThat(first.path("items").path(1).path("position").asLong()).isEqualTo(after);
        assertThat(types(second)).containsExactly("DeviceSuspended");
        assertThat(second.path("next_after").isNull()).isTrue();
        assertThat(types(auditor().get("/device/" + id + "/history?limit=3").json()))
                .hasSize(3);
        assertThat(auditor()
                        .get("/device/" + id + "/history?limit=3")
                        .json()
                        .path("next_after")
                        .isNull())
                .isTrue();
    }

    @Test
    void isThatOfDevicesThereAre() {
        String unknown = UUID.randomUUID().toString();
        happened(new CommandRefused("revoke", new DeviceId(unknown), "not_found"));

        operator().get("/device/" + unknown + "/history").isProblem(404, "not_found");
        assertThat(types(auditor().get("/audit/events?device_id=" + unknown).json()))
                .containsExactly("CommandRefused");
    }

    @Test
    void saysInWhichSessionOrForWhichIssuer() {
        Actor ada = somebody("ada").with(Fact.SESSION, "7").with(Fact.ISSUER, "https://issuer.example");

        JsonNode first = events(
                        "device_id=" + registered("pump", given().by(ada)).id())
                .path("items")
                .path(0);

        assertThat(first.path("session").asString()).isEqualTo("7");
        assertThat(first.path("issuer").asString()).isEqualTo("https://issuer.example");
    }
}
