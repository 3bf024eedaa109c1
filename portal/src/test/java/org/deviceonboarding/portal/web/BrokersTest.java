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
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.portal.stateproof.Upkeep;
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

    @BeforeEach
    void logIn() {
        operator = operator();
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
    void isShownWithItsFirstReceiptForALossAlsoIfALaterOneHasASmallerPosition() {
        String id = register();
        operator.post("/suspend/" + id).is(200);
        long loss = head();
        register();
        long first = append(enforced(head(), AclStrategy.EXPLICIT));
        append(enforced(loss, AclStrategy.PATTERN));

        assertThat(mineOf(enforcement(id)).path("since").asString())
                .isEqualTo(recordedAt(first).toString());
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
        long enforced = append(enforced(head(), AclStrategy.PATTERN));
        append(enforced(enforced, AclStrategy.PATTERN));
        operator.post("/suspend/" + register()).is(200);

        await().atMost(GENEROUS).untilAsserted(() -> {
            assertThat(metric("broker_policy_position")).isEqualTo((double) enforced);
            assertThat(metric("broker_policy_lag_positions")).isOne();
            assertThat(metric("broker_policy_lag_seconds")).isBetween(0.0, 120.0);
        });
    }

    @Test
    void isTheSameAfterARebuild() {
        append(certificate());
        append(enforced(head(), AclStrategy.PATTERN));
        append(new BrokerPolicyRejected(broker, head() + 1, null, null, "no answer", null, null));
        List<String> before = rows();

        new Upkeep(auditor(), admin()).rebuild("brokers");

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
