package org.deviceonboarding.portal.broker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.domain.event.BrokerProofDisabled;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.portal.Portal;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process that has neither a broker nor a view of them: the log is all it has. */
@DisplayName("What a process with no broker beside it says of brokers")
class BrokersHealthTest {
    private static final BrokerId BERLIN = new BrokerId("berlin");
    private static final BrokerId PARIS = new BrokerId("paris");
    private static final Sha256 DIGEST = new Sha256("00".repeat(32));
    private static final String SILENT = "The broker does not answer: it is frozen, or stalled by its work";

    @TempDir
    private static Path data;

    private static ConfigurableApplicationContext portal;
    private static volatile Duration later = Duration.ZERO;

    @BeforeAll
    static void start() {
        portal = new SpringApplicationBuilder(Portal.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(
                                "movedClock",
                                InstantSource.class,
                                () -> () -> Instant.now().plus(later),
                                bean -> bean.setPrimary(true)))
                .run(
                        "--PORTAL_ROLES=command",
                        "--PORT=0",
                        "--DEVICE_PORT=off",
                        "--DATABASE_URL=" + TestPostgres.migrated().url(),
                        "--DATA_DIR=" + data);
    }

    @AfterAll
    static void stop() {
        portal.close();
    }

    @AfterEach
    void retireAll() {
        later = Duration.ZERO;
        append(new BrokerRetired(BERLIN, null));
        append(new BrokerRetired(PARIS, null));
    }

    @Test
    void isThatAllIsWellWhereAllIsConfirmed() throws Exception {
        append(issued());
        append(revoked());
        append(enforced(BERLIN, head(), AclStrategy.EXPLICIT));
        append(new BrokerProofDisabled(PARIS));
        append(new BrokerPolicyRejected(new BrokerId("gone"), head(), null, null, SILENT, null, null));
        append(new BrokerRetired(new BrokerId("gone"), null));
        later = Duration.ofHours(1);

        assertThat(trouble()).isEmpty();
    }

    @Test
    void isWhatTheProcessBesideItPutOnRecordUntilAReceiptComes() throws Exception {
        append(enforced(BERLIN, head(), AclStrategy.PATTERN));
        append(enforced(PARIS, head(), AclStrategy.PATTERN));

        append(new BrokerPolicyRejected(BERLIN, head(), null, null, SILENT, null, null));
        assertThat(trouble()).isEqualTo("Broker berlin: " + SILENT);

        append(enforced(BERLIN, head(), AclStrategy.PATTERN));
        assertThat(trouble()).isEmpty();
    }

    @Test
    void isForHowLongALossOfAccessIsNotConfirmed() throws Exception {
        append(enforced(BERLIN, head(), AclStrategy.PATTERN));
        append(issued());
        append(revoked());
        append(enforced(PARIS, head(), AclStrategy.PATTERN));
        append(revoked());

        later = Duration.ofSeconds(10);
        assertThat(trouble()).isEmpty();
        later = Duration.ofMinutes(1);
        assertThat(trouble())
                .matches("Broker berlin has not confirmed for \\d+ s what it has to act upon;"
                        + " Broker paris has not confirmed for \\d+ s what it has to act upon");
        append(enforced(BERLIN, head(), AclStrategy.PATTERN));
        append(enforced(PARIS, head(), AclStrategy.PATTERN));
        assertThat(trouble()).isEmpty();
    }

    @Test
    void isOfAGrantWhereTheFileHasABlockForEachDevice() throws Exception {
        append(enforced(BERLIN, head(), AclStrategy.EXPLICIT));
        append(enforced(PARIS, head(), AclStrategy.PATTERN));
        append(issued());
        later = Duration.ofMinutes(1);

        assertThat(trouble()).startsWith("Broker berlin has not confirmed").doesNotContain("paris");
    }

    @Test
    void isNothingWithoutADatabase() {
        BrokersHealth health = new BrokersHealth(
                () -> {
                    throw new QueryTimeoutException("db.internal does not answer");
                },
                Instant::now);

        assertThat(health.health()).hasToString("DOWN {}");
    }

    /** What the check says, empty if it is well; the process stays of use whatever it says. */
    private static String trouble() throws Exception {
        int port = requireNonNull(((WebServerApplicationContext) portal).getWebServer())
                .getPort();
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode health = JsonMapper.shared().readTree(answer.body());
        String error = health.path("details").path("mqtt_broker").path("error").asString("");
        assertThat(health.path("checks").path("mqtt_broker").asString())
                .as(answer.body())
                .isEqualTo(error.isEmpty() ? "healthy" : "degraded");
        return error;
    }

    private static void append(OnboardingEvent event) {
        portal.getBean(EventStore.class).publish(GenericEventMessage.asEventMessage(event));
    }

    private static long head() {
        return portal.getBean(JdbcClient.class)
                .sql("select coalesce(max(global_index), 0) from domain_event_entry")
                .query(Long.class)
                .single();
    }

    private static OnboardingEvent issued() {
        return new CertificateIssued(
                new DeviceId("00000000-0000-4000-8000-000000000001"),
                new SerialNumber("a1"),
                DIGEST,
                "CN=a",
                "ec-p256",
                Instant.now(),
                Instant.now().plusSeconds(60),
                "pem",
                IssueReason.REGISTRATION,
                null);
    }

    private static OnboardingEvent revoked() {
        return new CertificateRevoked(
                new DeviceId("00000000-0000-4000-8000-000000000001"),
                new SerialNumber("a1"),
                RevocationReason.UNSPECIFIED,
                null,
                Instant.now().plusSeconds(60));
    }

    private static OnboardingEvent enforced(BrokerId broker, long position, AclStrategy strategy) {
        return new BrokerPolicyEnforced(
                broker,
                position,
                strategy,
                DIGEST,
                DIGEST,
                BigInteger.ONE,
                0,
                new CanaryReport(true, true, true, true),
                null,
                null);
    }
}
