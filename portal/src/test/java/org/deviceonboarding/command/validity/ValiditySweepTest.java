package org.deviceonboarding.command.validity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.deviceonboarding.domain.command.RenewalWindow;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.deviceonboarding.portal.web.PortalTest;
import org.deviceonboarding.testkit.http.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Of certificates that live for nine days, so that a moved clock finds no other test's. */
@DisplayName("The sweep for certificates that end")
class ValiditySweepTest extends PortalTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @Autowired
    private DueReviews reviews;

    @Autowired
    private CommandDispatcher commands;

    @Test
    void saysOnceThatTheEndIsNearAndOnceThatItHasCome() throws Exception {
        String id = registered();

        sweep(Duration.ofDays(5));
        assertThat(certificate(id).path("state").asString()).isEqualTo("valid");

        sweep(Duration.ofDays(7));
        sweep(Duration.ofDays(8));
        assertThat(certificate(id).path("state").asString()).isEqualTo("expiring");
        assertThat(certificate(id).path("state_since").asString()).isNotEmpty();
        assertThat(listed("expiring")).contains(id);
        assertThat(listed("valid")).doesNotContain(id);

        JsonNode due = due(id);
        assertThat(due.path("key_held_by").asString()).isEqualTo("portal");
        assertThat(due.path("notified_at").asString())
                .isEqualTo(certificate(id).path("state_since").asString());

        sweep(Duration.ofDays(10));
        sweep(Duration.ofDays(11));
        assertThat(certificate(id).path("state").asString()).isEqualTo("expired");
        assertThat(listed("expired")).contains(id);
        assertThat(due(id).path("state").asString()).isEqualTo("expired");
        assertThat(events(id)).containsExactly("CertificateExpiring", "CertificateExpired");
        awaitNothingDue(id);
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(nobody().get("/metrics").text())
                        .containsPattern("\ncertificates_expired(\\{.*})? [1-9]"));
    }

    @Test
    void leavesARenewedDeviceInPeace() throws Exception {
        String id = registered();
        sweep(Duration.ofDays(7));
        assertThat(listed("expiring")).contains(id);

        awaitNote(operator()
                .postJson("/renew/" + id, "{\"key_algorithm\": \"ec-p256\", \"validity_days\": 400}")
                .is(201));
        sweep(Duration.ofDays(10));
        sweep(Duration.ofDays(11));

        assertThat(certificate(id).path("state").asString()).isEqualTo("valid");
        assertThat(events(id)).containsExactly("CertificateExpiring", "CertificateExpired");
    }

    @Test
    void recordsNoEndWhileTheClocksDisagreeAndSaysSo() throws Exception {
        String id = registered();
        Instant ahead = Instant.now().plus(Duration.ofDays(10));
        ClockSkew skew = new ClockSkew(() -> ahead.minusSeconds(61));

        sweep(ahead, skew);

        assertThat(events(id)).isEmpty();
        assertThat(claimed(id)).isFalse();
        assertThat(skew.health().getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(skew.health().getDetails()).containsEntry("seconds_ahead_of_database", 61L);

        sweep(ahead, new ClockSkew(() -> ahead.plusSeconds(60)));
        assertThat(events(id)).containsExactly("CertificateExpired");
    }

    @Test
    void asksTheDatabaseForItsTime() {
        assertThat(new ClockSkew(jdbc).tolerates(Instant.now())).isTrue();
        assertThat(new ClockSkew(jdbc).tolerates(Instant.now().plus(Duration.ofDays(3))))
                .isFalse();
        assertThat(new ClockSkew(jdbc).tolerates(Instant.now().minus(Duration.ofHours(1))))
                .isFalse();
        assertThat(nobody().get("/health").text()).contains("\"clock\"");
    }

    @Test
    void hasNothingToSayOfADeviceThatWasRevoked() throws Exception {
        String id = registered();
        operator().post("/revoke/" + id).is(200);

        sweep(Duration.ofDays(10));

        assertThat(certificate(id).path("state").asString()).isEqualTo("revoked");
        assertThat(events(id)).isEmpty();
        awaitNothingDue(id);
    }

    @Test
    void isInTimeForAWindowThatHasGrown() throws Exception {
        String id = registered();
        Instant later = Instant.now().plus(Duration.ofDays(7));
        sweep(later, new ClockSkew(() -> later), 1);
        assertThat(events(id)).isEmpty();

        sweep(Duration.ofDays(7));

        assertThat(events(id)).containsExactly("CertificateExpiring");
    }

    @Test
    void isGivenBackByAProcessThatStops() throws Exception {
        DeviceId id = new DeviceId(registered());
        Instant later = Instant.now().plus(Duration.ofDays(10));
        RenewalWindow window = new RenewalProperties(30, false, Duration.ofHours(1)).window();
        List<DeviceId> claimed = reviews.claim(later, window, 10_000);
        assertThat(claimed).contains(id);
        assertThat(reviews.claim(later, window, 10_000)).doesNotContain(id);

        reviews.release(claimed, later);

        List<DeviceId> again = reviews.claim(later, window, 10_000);
        assertThat(again).contains(id);
        reviews.release(again, later);
    }

    private String registered() {
        Answer registered =
                operator().postJson("/register", """
                    {"name": "%s", "type": "pump", "key_algorithm": "ec-p256", "validity_days": 9}\
                    """.formatted(newName())).is(201);
        awaitNote(registered);
        return registered.field("device_id");
    }

    /** Until the read model has the certificate. */
    private void awaitNote(Answer issued) {
        String serial = SerialNumber.parse(issued.field("certificate_serial")).hex();
        await().atMost(GENEROUS)
                .until(() -> jdbc.sql("select model from validity_review where device_id = :id")
                        .param("id", issued.field("device_id"))
                        .query(String.class)
                        .optional()
                        .filter(model -> model.contains(serial))
                        .isPresent());
    }

    private void sweep(Duration ahead) throws InterruptedException {
        Instant later = Instant.now().plus(ahead);
        sweep(later, new ClockSkew(() -> later));
    }

    private void sweep(Instant now, ClockSkew skew) throws InterruptedException {
        sweep(now, skew, 30);
    }

    private void sweep(Instant now, ClockSkew skew, int windowDays) throws InterruptedException {
        RenewalProperties properties = new RenewalProperties(windowDays, false, Duration.ofHours(1));
        new ValiditySweep(reviews, commands, () -> now, skew, properties).turn();
    }

    /** Found by walking through all of them, a few at a time. */
    private JsonNode due(String id) {
        return auditor().all("/renewals?limit=2").stream()
                .filter(item -> item.path("device_id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode certificate(String id) {
        return operator().get("/device/" + id).is(200).json().path("certificate");
    }

    private List<String> listed(String state) {
        return operator().all("/devices?limit=500&certificate_state=" + state).stream()
                .map(device -> device.path("id").asString())
                .toList();
    }

    private List<String> events(String id) {
        return jdbc.sql("select payload_type from domain_event_entry where aggregate_identifier = :id"
                        + " and payload_type in ('CertificateExpiring', 'CertificateExpired') order by sequence_number")
                .param("id", id)
                .query((row, _) -> row.getString("payload_type"))
                .list();
    }

    private void awaitNothingDue(String id) {
        await().atMost(GENEROUS)
                .until(() -> jdbc.sql("select first_end is null and renewable_until is null from validity_review"
                                + " where device_id = :id")
                        .param("id", id)
                        .query(Boolean.class)
                        .single());
    }

    private boolean claimed(String id) {
        return jdbc.sql("select claimed_until is not null from validity_review where device_id = :id")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }
}
