package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("A registration, read back,")
class ReadBackTest extends PortalTest {
    @Test
    void isReadBackAsItWasMade() {
        String name = newName();
        Answer registered = operator().postJson("/register", """
                {"name": "%s", "type": "Pump (big)", "location": "Halle 3, D\u00fcsseldorf <\u00d6st>", "firmware": "1.4.2~rc1+7",
                 "labels": {"line": "b", "area": "7", "note": ""}, "key_algorithm": "ec-p256", "validity_days": 30}
                """.formatted(name));

        JsonNode device = auditor()
                .get("/device/" + registered.is(201).field("device_id"))
                .is(200)
                .json();
        JsonNode certificate = device.path("certificate");

        assertThat(device.propertyNames())
                .containsExactly(
                        "id",
                        "name",
                        "type",
                        "location",
                        "firmware",
                        "labels",
                        "registered_at",
                        "status",
                        "certificate",
                        "topics",
                        "enforcement",
                        "position");
        assertThat(device.path("enforcement").isEmpty()).isTrue();
        assertThat(certificate.propertyNames())
                .containsExactly(
                        "serial",
                        "fingerprint",
                        "issued_at",
                        "expires_at",
                        "state",
                        "state_since",
                        "revoked",
                        "revoked_at",
                        "revocation_reason",
                        "key_algorithm",
                        "key_held_by");
        assertThat(device.path("id").asString()).isEqualTo(registered.field("device_id"));
        assertThat(device.path("name").asString()).isEqualTo(name);
        assertThat(device.path("type").asString()).isEqualTo("Pump (big)");
        assertThat(device.path("location").asString()).isEqualTo("Halle 3, D\u00fcsseldorf <\u00d6st>");
        assertThat(device.path("firmware").asString()).isEqualTo("1.4.2~rc1+7");
        assertThat(device.path("labels").toString()).isEqualTo("{\"area\":\"7\",\"line\":\"b\",\"note\":\"\"}");
        assertThat(Instant.parse(device.path("registered_at").asString()))
                .isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
        assertThat(device.path("status").asString()).isEqualTo("active");
        assertThat(device.path("topics").toString())
                .isEqualTo("[\"devices/%s/#\"]".formatted(registered.field("device_id")));
        assertThat(device.path("position").asLong())
                .isEqualTo(registered.json().path("position").asLong());
        assertThat(certificate.path("serial").asString()).isEqualTo(registered.field("certificate_serial"));
        assertThat(certificate.path("fingerprint").asString()).isEqualTo(registered.field("certificate_fingerprint"));
        assertThat(certificate.path("expires_at").asString()).isEqualTo(registered.field("certificate_expires_at"));
        assertThat(Instant.parse(certificate.path("expires_at").asString()))
                .isCloseTo(Instant.now().plus(30, ChronoUnit.DAYS), within(1, ChronoUnit.HOURS));
        assertThat(certificate.path("key_algorithm").asString()).isEqualTo("ec-p256");
        assertThat(certificate.path("revoked").isBoolean()).isTrue();
        assertThat(certificate.path("revoked").asBoolean()).isFalse();
    }

    @Test
    void showsWhatItDoesNotHaveAsNull() {
        JsonNode device = operator()
                .get("/device/" + operator().register(newName()).field("device_id"))
                .is(200)
                .json();

        for (JsonNode absent : List.of(
                device.get("location"),
                device.get("firmware"),
                device.get("certificate").get("revoked_at"),
                device.get("certificate").get("revocation_reason"))) {
            assertThat(absent.isNull()).isTrue();
        }
        assertThat(device.get("labels").isObject()).isTrue();
    }

    @Test
    void isSeenByWhoeverReadsNext() {
        Caller operator = operator();
        for (int i = 0; i < 50; i++) {
            String name = newName();
            String id = operator.register(name).field("device_id");
            assertThat(operator.get("/device/" + id).is(200).field("name")).isEqualTo(name);
            assertThat(operator.get("/devices?q=" + name)
                            .is(200)
                            .json()
                            .path("items")
                            .size())
                    .isOne();
        }
    }

    @Test
    void canBeWaitedForByPosition() {
        Answer registered = operator().register(newName());
        String position = registered.json().path("position").asString();

        operator()
                .get("/device/" + registered.field("device_id") + "?min_position=" + position)
                .is(200);
        assertThat(nobody().get("/crl?min_position=" + position)
                        .is(200)
                        .header("X-Log-Position")
                        .length())
                .isGreaterThanOrEqualTo(position.length());
    }
}
