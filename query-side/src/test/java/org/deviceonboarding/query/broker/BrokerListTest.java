package org.deviceonboarding.query.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.domain.event.BrokerProofDisabled;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.query.QueryTest;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@DisplayName("Given receipts, a broker")
class BrokerListTest extends QueryTest {
    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-06-01T00:00:00Z");
    private static final Sha256 ACL = Sha256.of(new byte[] {1});
    private static final Sha256 CRL = Sha256.of(new byte[] {2});

    private final BrokerId broker = new BrokerId("broker-" + UUID.randomUUID());
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private Caller caller;

    @Autowired
    private BrokerPolicyMetrics metrics;

    @Autowired
    private MeterRegistry registry;

    @BeforeEach
    void logIn() {
        caller = auditor();
    }

    private double metric(String name) {
        return registry.get(name).tag("broker", broker.value()).gauge().value();
    }

    @Test
    void isUnprovenUntilItsFirstReceipt() {
        append(certificate());

        JsonNode shown = shown();

        assertThat(shown.propertyNames())
                .containsExactly(
                        "broker_id",
                        "status",
                        "position",
                        "lag_positions",
                        "lag_seconds",
                        "strategy",
                        "acl_sha256",
                        "crl_sha256",
                        "crl_number",
                        "sessions_ended",
                        "canary",
                        "caused_at",
                        "enforced_at",
                        "latency_millis",
                        "rejection",
                        "certificate",
                        "retired_at");
        assertThat(shown.path("status").asString()).isEqualTo("unproven");
        assertThat(shown.path("position").isNull()).isTrue();
        assertThat(shown.path("certificate").toString())
                .isEqualTo("{\"serial\":\"a1\",\"expires_at\":\"2027-06-01T00:00:00Z\"}");
        metrics.look();
        assertThat(metric("broker.certificate.end.seconds"))
                .isCloseTo((double) Duration.between(Instant.now(), END).toSeconds(), within(60.0));
    }

    @Test
    void isUnprovenOnceItsProofIsSwitchedOff() {
        append(enforced(given().head(), AclStrategy.PATTERN));
        assertThat(shown().path("status").asString()).isEqualTo("enforced");

        append(new BrokerProofDisabled(broker));

        assertThat(shown().path("status").asString()).isEqualTo("unproven");
        given().happened(now.minusSeconds(3600), new AclTemplateDefined("type-" + broker, 1, List.of(), null));
        metrics.look();
        assertThat(metric("broker.policy.lag.seconds"))
                .as("no receipt will come")
                .isNaN();
    }

    @Test
    void showsItsNewestReceipt() {
        append(enforced(0, AclStrategy.EXPLICIT));
        long head = given().head();
        append(enforced(head, AclStrategy.PATTERN));

        assertThat(shown().toString())
                .isEqualTo(("{\"broker_id\":\"%s\",\"status\":\"enforced\",\"position\":%d,"
                                + "\"lag_positions\":0,\"lag_seconds\":0,\"strategy\":\"pattern\","
                                + "\"acl_sha256\":\"%s\",\"crl_sha256\":\"%s\",\"crl_number\":1234567890123,"
                                + "\"sessions_ended\":3,\"canary\":{\"outcast_refused\":true,"
                                + "\"resident_accepted\":true,\"own_topic_reached\":true,"
                                + "\"foreign_topic_denied\":true},\"caused_at\":\"2026-06-01T00:00:00Z\","
                                + "\"enforced_at\":\"%s\",\"latency_millis\":42,\"rejection\":null,"
                                + "\"certificate\":null,\"retired_at\":null}")
                        .formatted(broker, head, ACL, CRL, now));
    }

    @Test
    void isRejectedWhenAPolicyDidNotComeIntoForce() {
        long good = 0;
        append(enforced(good, AclStrategy.PATTERN));
        long bad = given().head();
        append(new BrokerPolicyRejected(
                broker,
                bad,
                ACL,
                BigInteger.TEN,
                "the outcast got in",
                new CanaryReport(false, true, true, true),
                good));

        JsonNode shown = shown();

        assertThat(shown.path("status").asString()).isEqualTo("rejected");
        metrics.look();
        assertThat(metric("broker.policy.rejected")).isOne();
        assertThat(shown.path("position").asLong()).isEqualTo(good);
        assertThat(shown.path("rejection").toString())
                .isEqualTo(("{\"position\":%d,\"reason\":\"the outcast got in\",\"at\":\"%s\",\"restored\":%d,"
                                + "\"canary\":{\"outcast_refused\":false,\"resident_accepted\":true,"
                                + "\"own_topic_reached\":true,\"foreign_topic_denied\":true}}")
                        .formatted(bad, now, good));
        append(enforced(bad, AclStrategy.PATTERN));
        assertThat(shown().path("status").asString()).isEqualTo("enforced");
        assertThat(shown().path("rejection").isNull()).isTrue();
    }

    @Test
    void isBehindByTheEventsThatItHasToActUpon() {
        append(enforced(given().head(), AclStrategy.PATTERN));
        GivenDevice device = registered();
        assertThat(lag()).isZero();

        append(device.suspended(), device.resumed());
        assertThat(lag()).isEqualTo(2);

        append(enforced(given().head(), AclStrategy.PATTERN));
        assertThat(lag()).isZero();
        append(device.revoked(RevocationReason.CESSATION_OF_OPERATION), device.decommissioned());
        assertThat(lag()).isEqualTo(2);
        append(new AclTemplateDefined("type-" + UUID.randomUUID(), 1, List.of(), null));
        assertThat(lag()).isEqualTo(3);
    }

    @Test
    void isBehindByRegistrationsIfItsFileHasABlockForEachDevice() {
        append(enforced(given().head(), AclStrategy.EXPLICIT));
        GivenDevice device = registered();
        assertThat(lag()).isOne();

        append(device.suspended());
        assertThat(lag()).isEqualTo(2);
        registered();
        assertThat(lag()).isEqualTo(3);
    }

    @Test
    void isBehindByAllEventsWithoutAReceipt() {
        append(certificate());
        long before = lag();

        GivenDevice device = registered();
        append(device.suspended());

        assertThat(lag()).isEqualTo(before + 1);
    }

    @Test
    void isBehindSinceTheOldestOfThem() {
        append(enforced(given().head(), AclStrategy.PATTERN));
        given().happened(
                        now.minusSeconds(3600),
                        new AclTemplateDefined("type-" + UUID.randomUUID(), 1, List.of(), null));
        append(registered().suspended());

        assertThat(lag()).isEqualTo(2);
        assertThat(shown().path("lag_seconds").asLong()).isBetween(3600L, 3720L);
        assertThat(shown().path("status").asString()).isEqualTo("stalled");
        metrics.look();
        assertThat(metric("broker.policy.lag.seconds")).isBetween(3600.0, 3720.0);
        assertThat(metric("broker.policy.rejected")).isZero();
    }

    @Test
    void enforcesAWithdrawalSinceItsFirstReceiptForIt() {
        append(certificate());
        GivenDevice device = registered();
        assertThat(enforcement(device).isEmpty()).isTrue();

        append(device.suspended());
        long suspended = given().head();
        assertThat(mine(enforcement(device)))
                .isEqualTo("{\"broker_id\":\"%s\",\"since\":null,\"receipt_position\":null}".formatted(broker));
        append(enforced(suspended - 1, AclStrategy.PATTERN));
        assertThat(mine(enforcement(device))).contains("\"since\":null");

        append(enforced(suspended, AclStrategy.PATTERN));
        long receipt = given().head();
        append(enforced(suspended + 1, AclStrategy.PATTERN));
        String since =
                "{\"broker_id\":\"%s\",\"since\":\"%s\",\"receipt_position\":%d}".formatted(broker, now, receipt);
        assertThat(mine(enforcement(device))).isEqualTo(since);
        append(device.resumed());
        assertThat(mine(enforcement(device))).isEqualTo(since);

        append(device.revoked(RevocationReason.KEY_COMPROMISE));
        assertThat(mine(enforcement(device))).contains("\"since\":null");
        assertThat(caller.get("/devices?q=" + device.id()).json().path("items").path(0))
                .isEqualTo(caller.get("/device/" + device.id()).json());
    }

    @Test
    void isListedNoMoreOnceItIsRetiredUnlessItIsAskedFor() {
        append(enforced(given().head(), AclStrategy.PATTERN));
        GivenDevice device = registered();
        append(device.suspended());
        long enforcedOne = given().head();
        append(enforced(enforcedOne, AclStrategy.PATTERN));
        GivenDevice pending = registered();
        append(pending.suspended());

        append(new BrokerRetired(broker, "sold"));

        assertThat(caller.get("/brokers").is(200).text()).doesNotContain(broker.value());
        JsonNode shown =
                mineOf(caller.get("/brokers?retired=true").is(200).json().path("items"));
        assertThat(shown.path("status").asString()).isEqualTo("retired");
        assertThat(shown.path("retired_at").asString()).isEqualTo(now.toString());
        assertThat(mine(enforcement(device))).as("it did enforce that").contains("\"since\":\"" + now);
        assertThat(enforcement(pending).toString()).doesNotContain(broker.value());
        append(enforced(given().head(), AclStrategy.PATTERN));
        assertThat(shown().path("status").asString()).as("it is alive").isEqualTo("enforced");
    }

    private void append(OnboardingEvent... events) {
        given().happened(now, events);
    }

    private GivenDevice registered() {
        GivenDevice device = GivenDevice.until(END);
        append(device.registered("pump " + device.id(), "pump"), device.issued());
        return device;
    }

    private long lag() {
        return shown().path("lag_positions").asLong();
    }

    private JsonNode shown() {
        return mineOf(caller.get("/brokers").is(200).json().path("items"));
    }

    private JsonNode enforcement(GivenDevice device) {
        return caller.get("/device/" + device.id()).is(200).json().path("enforcement");
    }

    private String mine(JsonNode items) {
        return mineOf(items).toString();
    }

    private JsonNode mineOf(JsonNode items) {
        return items.valueStream()
                .filter(item -> item.path("broker_id").asString().equals(broker.value()))
                .findFirst()
                .orElseThrow();
    }

    private OnboardingEvent certificate() {
        return new BrokerCertificateIssued(broker, new SerialNumber("a1"), ACL, "CN=" + broker, START, END, "pem");
    }

    private OnboardingEvent enforced(long position, AclStrategy strategy) {
        return new BrokerPolicyEnforced(
                broker,
                position,
                strategy,
                ACL,
                CRL,
                BigInteger.valueOf(1_234_567_890_123L),
                3,
                new CanaryReport(true, true, true, true),
                START,
                42L);
    }
}
