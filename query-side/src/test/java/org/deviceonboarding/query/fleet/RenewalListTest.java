package org.deviceonboarding.query.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.query.QueryTest;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("Given ends of certificates, the list of renewals")
class RenewalListTest extends QueryTest {
    private static final Instant NOON = Instant.parse("2020-01-01T12:00:00Z");

    private Caller caller;

    @BeforeEach
    void logIn() {
        caller = auditor();
    }

    @Test
    void hasTheMostUrgentFirstPageByPage() {
        List<GivenDevice> due = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            due.add(GivenDevice.until(NOON.plusSeconds(i / 2))); // some end at the same second
        }
        List<GivenDevice> registered = new ArrayList<>(due);
        Collections.shuffle(registered, new Random(7));
        for (GivenDevice device : registered) {
            given().happened(NOON, device.registered("due " + device.id(), "pump"), device.issued(), device.expiring());
        }

        List<String> listed = mine(due);

        assertThat(listed)
                .isEqualTo(due.stream()
                        .sorted(java.util.Comparator.comparing(GivenDevice::notAfter)
                                .thenComparing(device -> device.id().value()))
                        .map(device -> device.id().value())
                        .toList());
    }

    @Test
    void showsWhenAndByWhomACertificateIsToBeRenewed() {
        GivenDevice device = GivenDevice.until(NOON.plusSeconds(60));
        given().happened(NOON, device.registered("pump", "pump"), device.issued(KeyHolder.DEVICE));
        given().happened(NOON.plusSeconds(1), device.expiring());

        JsonNode shown = one(device);

        assertThat(shown.toString())
                .isEqualTo(("{\"device_id\":\"%s\",\"name\":\"pump\",\"status\":\"active\",\"expires_at\":\"%s\","
                                + "\"state\":\"expiring\",\"key_held_by\":\"device\",\"notified_at\":\"%s\"}")
                        .formatted(device.id(), device.notAfter(), NOON.plusSeconds(1)));
        given().happened(NOON.plusSeconds(61), device.expired());
        assertThat(one(device).path("state").asString()).isEqualTo("expired");
        assertThat(one(device).path("notified_at").asString())
                .isEqualTo(NOON.plusSeconds(61).toString());
    }

    @Test
    void leavesOutCertificatesThatAreValidOrRevokedOrWereFollowed() {
        GivenDevice valid = GivenDevice.until(NOON);
        GivenDevice revoked = GivenDevice.until(NOON);
        GivenDevice renewed = GivenDevice.until(NOON);
        GivenDevice next = new GivenDevice(renewed.id(), GivenDevice.until(NOON).serial(), NOON.plusSeconds(1_000_000));
        for (GivenDevice device : List.of(valid, revoked, renewed)) {
            given().happened(NOON, device.registered("pump " + device.id(), "pump"), device.issued());
        }
        given().happened(NOON, revoked.expiring(), revoked.revoked(RevocationReason.SUPERSEDED));
        given().happened(NOON, renewed.expiring());
        assertThat(mine(List.of(valid, revoked, renewed)))
                .containsExactly(renewed.id().value());

        given().happened(NOON, next.issued());

        assertThat(mine(List.of(valid, revoked, renewed))).isEmpty();
    }

    @Test
    void refusesACursorThatIsNoneOfItsOwn() {
        for (String cursor : List.of("x", "%20", "MjAyNi0wMS0wMQ", "fA")) {
            caller.get("/renewals?cursor=" + cursor).isInvalid("cursor");
        }
        caller.get("/renewals?limit=0").isInvalid("limit");
        caller.get("/renewals?state=expired").isInvalid("state");
    }

    private JsonNode one(GivenDevice device) {
        return caller.all("/renewals?limit=3").stream()
                .filter(item ->
                        item.path("device_id").asString().equals(device.id().value()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> mine(List<GivenDevice> devices) {
        List<String> ids = devices.stream().map(device -> device.id().value()).toList();
        return caller.all("/renewals?limit=3").stream()
                .map(item -> item.path("device_id").asString())
                .filter(ids::contains)
                .toList();
    }
}
