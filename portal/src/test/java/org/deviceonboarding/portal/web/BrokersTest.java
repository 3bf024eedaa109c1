package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.GenericMessage;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@DisplayName("A broker")
class BrokersTest extends PortalTest {
    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-06-01T00:00:00Z");
    private static final Sha256 ACL = Sha256.of(new byte[] {1});
    private static final Sha256 CRL = Sha256.of(new byte[] {2});
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private final BrokerId broker = new BrokerId("broker-" + UUID.randomUUID());
    private Caller operator;

    @Autowired
    private EventStore log;

    @Autowired
    private EventProcessingConfiguration processors;

    @BeforeEach
    void logIn() {
        operator = operator();
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
    }

    @Test
    void showsItsNewestReceipt() {
        append(enforced(1, AclStrategy.EXPLICIT));
        long head = head();
        long receipt = append(enforced(head, AclStrategy.PATTERN));

        assertThat(shown().toString())
                .isEqualTo(("{\"broker_id\":\"%s\",\"status\":\"enforced\",\"position\":%d,"
                                + "\"lag_positions\":0,\"lag_seconds\":0,\"strategy\":\"pattern\","
                                + "\"acl_sha256\":\"%s\",\"crl_sha256\":\"%s\",\"crl_number\":1234567890123,"
                                + "\"sessions_ended\":3,\"canary\":{\"outcast_refused\":true,"
                                + "\"resident_accepted\":true,\"own_topic_reached\":true,"
                                + "\"foreign_topic_denied\":true},\"caused_at\":\"2026-06-01T00:00:00Z\","
                                + "\"enforced_at\":\"%s\",\"latency_millis\":42,\"rejection\":null,"
                                + "\"certificate\":null,\"retired_at\":null}")
                        .formatted(broker, head, ACL, CRL, recordedAt(receipt)));
    }

    @Test
    void isRejectedWhenAPolicyDidNotComeIntoForce() {
        append(enforced(5, AclStrategy.PATTERN));
        long rejection = append(new BrokerPolicyRejected(
                broker, 7, ACL, BigInteger.TEN, "the outcast got in", new CanaryReport(false, true, true, true), 5L));

        JsonNode shown = shown();

        assertThat(shown.path("status").asString()).isEqualTo("rejected");
        assertThat(shown.path("position").asLong()).isEqualTo(5);
        assertThat(shown.path("rejection").toString())
                .isEqualTo(("{\"position\":7,\"reason\":\"the outcast got in\",\"at\":\"%s\",\"restored\":5,"
                                + "\"canary\":{\"outcast_refused\":false,\"resident_accepted\":true,"
                                + "\"own_topic_reached\":true,\"foreign_topic_denied\":true}}")
                        .formatted(recordedAt(rejection)));
        append(enforced(7, AclStrategy.PATTERN));
        assertThat(shown().path("status").asString()).isEqualTo("enforced");
        assertThat(shown().path("rejection").isNull()).isTrue();
    }

    @Test
    void isBehindByWhatItHasToActUpon() {
        append(enforced(head(), AclStrategy.PATTERN));
        String id = register();
        operator.postJson("/renew/" + id, "{\"key_algorithm\": \"ec-p256\"}").is(201);
        assertThat(shown().path("lag_positions").asLong()).isZero();

        operator.post("/suspend/" + id).is(200);
        operator.post("/resume/" + id).is(200);
        assertThat(shown().path("lag_positions").asLong()).isEqualTo(2);

        append(enforced(head(), AclStrategy.PATTERN));
        assertThat(shown().path("lag_positions").asLong()).isZero();
        operator.post("/decommission/" + id).is(200); // revokes two certificates
        assertThat(shown().path("lag_positions").asLong()).isEqualTo(3);
    }

    @Test
    void isBehindByRegistrationsIfItsFileHasABlockForEachDevice() {
        append(enforced(head(), AclStrategy.EXPLICIT));
        String id = register();
        assertThat(shown().path("lag_positions").asLong()).isOne();

        operator.postJson("/renew/" + id, "{\"key_algorithm\": \"ec-p256\"}").is(201);
        assertThat(shown().path("lag_positions").asLong()).isOne();
        operator.post("/revoke/" + id).is(200);
        operator.postJson("/reissue/" + id, "{\"key_algorithm\": \"ec-p256\"}").is(201);
        assertThat(shown().path("lag_positions").asLong()).isEqualTo(4);
    }

    @Test
    void isBehindSinceTheOldestOfThem() {
        append(enforced(head(), AclStrategy.PATTERN));
        Instant anHourAgo = Instant.now().minusSeconds(3600);
        log.publish(new GenericEventMessage<>(
                new GenericMessage<>(new AclTemplateDefined("type-" + UUID.randomUUID(), 1, List.of(), null)),
                () -> anHourAgo));
        operator.post("/suspend/" + register()).is(200);

        JsonNode shown = shown();

        assertThat(shown.path("lag_positions").asLong()).isEqualTo(2);
        assertThat(shown.path("lag_seconds").asLong()).isBetween(3600L, 3720L);
    }

    @Test
    void isSaidToEnforceAWithdrawalSinceItsFirstReceiptForIt() {
        append(certificate());
        String id = register();
        assertThat(enforcement(id).isEmpty()).isTrue();

        long suspended =
                operator.post("/suspend/" + id).is(200).json().path("position").asLong();
        assertThat(mine(enforcement(id)))
                .isEqualTo("{\"broker_id\":\"%s\",\"since\":null,\"receipt_position\":null}".formatted(broker));
        append(enforced(suspended - 1, AclStrategy.PATTERN));
        assertThat(mine(enforcement(id))).contains("\"since\":null");

        long receipt = append(enforced(suspended, AclStrategy.PATTERN));
        append(enforced(suspended + 1, AclStrategy.PATTERN));
        String since = "{\"broker_id\":\"%s\",\"since\":\"%s\",\"receipt_position\":%d}"
                .formatted(broker, recordedAt(receipt), receipt);
        assertThat(mine(enforcement(id))).isEqualTo(since);
        operator.post("/resume/" + id).is(200);
        assertThat(mine(enforcement(id))).isEqualTo(since);

        operator.post("/revoke/" + id).is(200);
        assertThat(mine(enforcement(id))).contains("\"since\":null");
        assertThat(operator.get("/devices?q=" + operator.get("/device/" + id).field("name"))
                        .json()
                        .path("items")
                        .path(0))
                .isEqualTo(operator.get("/device/" + id).json());
    }

    @Test
    void isLeftOutOnceItIsRetired() {
        append(certificate());
        append(enforced(head(), AclStrategy.PATTERN));
        String id = register();
        operator.post("/suspend/" + id).is(200);
        append(enforced(head(), AclStrategy.PATTERN));
        operator.post("/resume/" + id).is(200);
        String pending = register();
        operator.post("/suspend/" + pending).is(200);

        Answer retired = admin().postJson("/brokers/" + broker + "/retire", "{\"comment\": \"sold\"}")
                .is(200);
        long position = retired.json().path("position").asLong();
        assertThat(retired.text())
                .isEqualTo("{\"status\":\"retired\",\"broker_id\":\"%s\",\"position\":%d}".formatted(broker, position));

        assertThat(listed("/brokers")).isEmpty();
        JsonNode shown = mineOf(operator.get("/brokers?retired=true").json().path("items"));
        assertThat(shown.path("status").asString()).isEqualTo("retired");
        assertThat(shown.path("retired_at").asString())
                .isEqualTo(recordedAt(position).toString());
        assertThat(mine(enforcement(id))).as("it did enforce that").contains("\"since\":\"2");
        assertThat(enforcement(pending).toString()).doesNotContain(broker.value());
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(nobody().get("/metrics").text()).doesNotContain(broker.value()));
        assertThat(admin().post("/brokers/" + broker + "/retire")
                        .is(200)
                        .json()
                        .path("position")
                        .asLong())
                .as("asked again: no new event")
                .isEqualTo(position);

        append(enforced(head(), AclStrategy.PATTERN));
        assertThat(shown().path("status").asString()).as("it is alive").isEqualTo("enforced");
        assertThat(admin().post("/brokers/" + broker + "/retire")
                        .is(200)
                        .json()
                        .path("position")
                        .asLong())
                .isGreaterThan(position);
    }

    @Test
    void isRetiredByAnAdminAndIfItIsKnown() {
        append(enforced(head(), AclStrategy.PATTERN));

        operator.post("/brokers/" + broker + "/retire").isProblem(403, "forbidden");
        assertThat(listed("/brokers")).hasSize(1);
        admin().post("/brokers/nobody-" + UUID.randomUUID() + "/retire").isProblem(404, "not_found");
        admin().post("/brokers/No%20Broker/retire").isProblem(404, "not_found");
        admin().postJson("/brokers/" + broker + "/retire", "{\"comment\": \"a\\nb\"}")
                .isInvalid("comment");
    }

    private List<JsonNode> listed(String path) {
        return operator.get(path)
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .filter(item -> item.path("broker_id").asString().equals(broker.value()))
                .toList();
    }

    @Test
    void isMeasured() {
        append(enforced(head(), AclStrategy.PATTERN));
        long enforced = head();
        append(enforced(enforced, AclStrategy.PATTERN));
        operator.post("/suspend/" + register()).is(200);

        await().atMost(GENEROUS).untilAsserted(() -> {
            assertThat(metric("broker_policy_position")).isEqualTo((double) enforced);
            assertThat(metric("broker_policy_lag_positions")).isOne();
            assertThat(metric("broker_policy_lag_seconds")).isBetween(0.0, 120.0);
        });
    }

    @Test
    void isTheSameAfterAReplay() {
        append(certificate());
        append(enforced(head(), AclStrategy.PATTERN));
        append(new BrokerPolicyRejected(broker, head() + 1, null, null, "no answer", null, null));
        List<String> before = rows();
        PooledStreamingEventProcessor processor = processors
                .eventProcessor("brokers", PooledStreamingEventProcessor.class)
                .orElseThrow();

        processor.shutDown();
        processor.resetTokens();
        processor.start();

        assertThat(shown().path("status").asString()).isEqualTo("rejected");
        assertThat(rows()).isEqualTo(before).isNotEmpty();
    }

    private List<String> rows() {
        operator.get("/brokers").is(200); // has seen all there is
        return jdbc.sql("""
                        select model from broker union all select broker_receipt::text from broker_receipt order by 1
                        """).query((row, _) -> row.getString(1)).list();
    }

    /** @return its position */
    private long append(OnboardingEvent event) {
        log.publish(GenericEventMessage.asEventMessage(event));
        return jdbc.sql("""
                        select max(global_index) from domain_event_entry
                        where payload_type = :type and payload::jsonb ->> 'broker_id' = :broker
                        """)
                .param("type", event.getClass().getSimpleName())
                .param("broker", broker.value())
                .query(Long.class)
                .single();
    }

    private Instant recordedAt(long position) {
        return Instant.parse(jdbc.sql("select time_stamp from domain_event_entry where global_index = :position")
                .param("position", position)
                .query(String.class)
                .single());
    }

    private long head() {
        return jdbc.sql("select max(global_index) from domain_event_entry")
                .query(Long.class)
                .single();
    }

    private JsonNode shown() {
        return mineOf(auditor().get("/brokers").is(200).json().path("items"));
    }

    private JsonNode enforcement(String id) {
        return operator.get("/device/" + id).is(200).json().path("enforcement");
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

    private double metric(String name) {
        Matcher line = Pattern.compile("(?m)^" + name + "\\{broker=\"" + broker + "\"} (.*)$")
                .matcher(nobody().get("/metrics").is(200).text());
        assertThat(line.find()).as(name).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private String register() {
        return operator.register(newName()).field("device_id");
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
