package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deviceonboarding.access.http.HealthProbes;
import org.deviceonboarding.fixture.server.Outage;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

@DisplayName("The portal's health")
class HealthTest extends PortalTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    @Autowired
    private Outage outage;

    @Autowired
    private ApplicationContext context;

    @Test
    void isToldToAnyone() {
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(checksButTheBrokers()).containsOnly("healthy"));
        Answer health = nobody().get("/health");

        JsonNode checks = health.json().path("checks");
        assertThat(checks.propertyNames())
                .containsExactlyInAnyOrder(
                        "database",
                        "certificate_authority",
                        "clock",
                        "crl",
                        "device_port",
                        "mqtt_broker",
                        "projections");
        assertThat(health.field("status")).isEqualTo(checks.path("mqtt_broker").asString());
        assertThat(Instant.parse(health.field("timestamp")))
                .isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(1));
        assertThat(health.json().path("details").path("projections").propertyNames())
                .containsExactlyInAnyOrder(
                        "device_model_position",
                        "acl_templates_position",
                        "brokers_position",
                        "certificate_reviews_position",
                        "ledger_position",
                        "log_position");
        assertThat(health.field("version")).isNotEmpty();
        assertThat(health.header("Cache-Control")).isEqualTo("no-store");
    }

    // Tests with whom this one shares a log have left brokers in it that nobody minds.
    private Stream<String> checksButTheBrokers() {
        return nobody().get("/health")
                .is(200)
                .json()
                .path("checks")
                .propertyStream()
                .filter(check -> !check.getKey().equals("mqtt_broker"))
                .map(check -> check.getValue().asString());
    }

    @Test
    void isMeasuredUnderTheNamesOfTheContract() {
        operator().register(newName());
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(metric("active_devices_total")).isEqualTo(activeDevices()));

        Answer metrics = nobody().get("/metrics").is(200);

        assertThat(metrics.header("Content-Type")).startsWith("text/plain;version=0.0.4");
        assertThat(metrics.text())
                .contains("# TYPE device_registrations_total counter\n")
                .contains("# TYPE certificate_issuance_seconds histogram\n")
                .contains("# TYPE active_devices_total gauge\n")
                .contains("# TYPE key_pool_keys gauge\n")
                .contains("# TYPE disk_total_bytes gauge\n")
                .containsPattern("\ncertificate_issuance_seconds_bucket\\{.*le=\"[0-9.]+\"} [1-9]")
                .containsPattern("\ncertificate_issuance_seconds_count(\\{.*})? [1-9]")
                .containsPattern("\ndevice_registrations_total(\\{.*})? [1-9]");
    }

    @Test
    void countsWhatWasRegisteredAndNothingElse() {
        double before = metric("device_registrations_total");
        String name = newName();
        operator().register(name);
        operator()
                .postJson("/register", "{\"name\": \"%s\", \"type\": \"a\"}".formatted(name))
                .is(409);
        operator().postJson("/register", "{}").is(400);

        assertThat(metric("device_registrations_total")).isEqualTo(before + 1);
        assertThat(metric("commands_refused_total\\{code=\"duplicate_name\"}")).isPositive();
        // Every projection gets to the log's head, whatever is there.
        await().atMost(GENEROUS).untilAsserted(() -> {
            String metrics = nobody().get("/metrics").is(200).text();
            List<Double> positions = Pattern.compile("(?m)^projection_position\\{.*} (.*)$")
                    .matcher(metrics)
                    .results()
                    .map(found -> Double.valueOf(found.group(1)))
                    .toList();
            assertThat(positions).isNotEmpty().containsOnly(metric("log_position"));
        });
    }

    @Test
    void measuresWhatEndsAndWhatIsLeft() {
        operator().register(newName());
        await().atMost(GENEROUS).until(() -> !Double.isNaN(metric("root_crl_next_update_seconds")));

        assertThat(metric("root_crl_age_seconds")).isNotNegative();
        assertThat(metric("clock_ahead_of_database_seconds")).isBetween(-30.0, 30.0);
        assertThat(metric("database_connections_left")).isPositive();
        assertThat(metric("database_connections_wanted")).isNotNegative();
        assertThat(metric("ca_certificate_end_seconds"))
                .isBetween(0.0, (double) Duration.ofDays(365 * 30).toSeconds());
    }

    private double activeDevices() {
        return jdbc.sql("select count(*) from device_model where status = 'active' and type <> 'portal-canary'")
                .query(Double.class)
                .single();
    }

    private double metric(String name) {
        var line = Pattern.compile("(?m)^" + name + "(?:\\{.*})? (.*)$")
                .matcher(nobody().get("/metrics").is(200).text());
        assertThat(line.find()).isTrue();
        return Double.parseDouble(line.group(1));
    }

    /** Readers of the log try again after pauses that grow with the outage. */
    @AfterEach
    void awaitRecovery() {
        String device = operator().register(newName()).field("device_id");
        await().atMost(RECOVERY).until(() -> operator().get("/device/" + device).status() == 200);
    }

    @Test
    void isBadWithoutADatabaseAndEverybodyIsToldSo() throws Exception {
        Caller operator = operator();
        String device = operator.register(newName()).field("device_id");
        try (AutoCloseable _ = outage.begin(Duration.ZERO)) {
            Answer health = nobody().get("/health").is(503);
            assertThat(health.field("status")).isEqualTo("unhealthy");
            assertThat(health.json().path("checks").path("database").asString()).isEqualTo("unhealthy");
            assertThat(health.text()).doesNotContain("db.internal");
            nobody().get("/health/live").is(200);
            assertThat(nobody().get("/health/ready").is(503).text())
                    .isEqualTo("{\"status\":\"unhealthy\",\"checks\":{\"certificate_authority\":\"healthy\","
                            + "\"database\":\"unhealthy\",\"process\":\"healthy\"}}");

            for (Answer answer : List.of(
                    operator.postJson("/register", "{\"name\": \"%s\", \"type\": \"a\"}".formatted(newName())),
                    operator.post("/revoke/" + device),
                    operator.get("/device/" + device),
                    operator.get("/devices"),
                    nobody().get("/credentials/" + "a".repeat(43)),
                    nobody().get("/crl"),
                    nobody().get("/crl.pem"))) {
                answer.isProblem(503, "unavailable");
                assertThat(answer.header("Retry-After")).isEqualTo("1");
                assertThat(answer.text()).doesNotContain("db.internal");
            }
            nobody().get("/devices").isProblem(401, "unauthorized");
            nobody().get("/ca.crt").is(200);

            await().atMost(GENEROUS).until(() -> Double.isNaN(metric("active_devices_total")));
            assertThat(metric("projection_position")).isNaN();
            assertThat(metric("device_registrations_total")).isPositive();
        }
        await().atMost(RECOVERY).until(() -> operator.get("/device/" + device).status() == 200);
        await().atMost(GENEROUS).until(() -> nobody().get("/health").status() == 200);
        nobody().get("/health/ready").is(200);
    }

    @Test
    void isToldToProbes() {
        Answer live = nobody().get("/health/live").is(200);
        assertThat(live.text()).isEqualTo("{\"status\":\"healthy\"}");
        Answer ready = await().atMost(GENEROUS)
                .until(
                        () -> nobody().get("/health/ready").is(200),
                        answer -> answer.field("status").equals("healthy"));
        assertThat(ready.text())
                .isEqualTo("{\"status\":\"healthy\",\"checks\":{\"certificate_authority\":\"healthy\","
                        + "\"database\":\"healthy\",\"process\":\"healthy\"}}");
        for (Answer answer : List.of(live, ready)) {
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        }
        for (String path : HealthProbes.PATHS) {
            assertThat(nobody().head(path).is(200).body()).isEmpty();
            nobody().get(path, "Authorization", "Bearer x", "Cookie", "onboarding_session=x")
                    .is(200);
        }
    }

    @Test
    void isNotReadyAtTheEnd() {
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        try {
            assertThat(nobody().get("/health/ready").is(503).text()).contains("\"process\":\"unhealthy\"");
            nobody().get("/health/live").is(200);
        } finally {
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
        }
        nobody().get("/health/ready").is(200);
    }

    @Test
    void isToldInTimeWhenTheDatabaseKeepsEverybodyWaiting() throws Exception {
        try (AutoCloseable _ = outage.begin(Duration.ofSeconds(15))) {
            long start = System.nanoTime();
            assertThat(nobody().get("/health").is(503).json().path("checks").toString())
                    .isEqualTo(
                            "{\"certificate_authority\":\"healthy\",\"clock\":\"healthy\",\"crl\":\"unhealthy\",\"database\":\"unhealthy\","
                                    + "\"device_port\":\"healthy\",\"mqtt_broker\":\"unhealthy\",\"projections\":\"unhealthy\"}");
            nobody().get("/metrics").is(200);
            for (Caller caller : List.of(nobody(), admin())) {
                caller.get("/health/live").is(200);
                caller.get("/health/ready").is(503);
            }
            nobody().get("/health/live", "Cookie", "onboarding_session=x").is(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void isLoggedUnderTheRequestsId(CapturedOutput output) throws Exception {
        try (AutoCloseable _ = outage.begin(Duration.ZERO)) {
            nobody().get("/crl", "X-Request-Id", "ticket-0815").isProblem(503, "unavailable");
        }
        assertThat(output.getOut().lines())
                .anyMatch(line -> line.contains("The database does not answer") && line.endsWith(" [ticket-0815]"));
    }
}
