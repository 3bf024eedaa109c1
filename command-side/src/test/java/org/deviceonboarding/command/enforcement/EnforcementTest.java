package org.deviceonboarding.command.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.domain.event.BrokerProofDisabled;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@DisplayName("An answer that waits for the brokers")
class EnforcementTest extends CommandTest {
    private static final Sha256 DIGEST = Sha256.of(new byte[] {1});
    private static final String PREFER = "Prefer";

    private final BrokerId broker = new BrokerId("a-" + UUID.randomUUID());
    private final BrokerId other = new BrokerId("b-" + UUID.randomUUID());
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private Caller operator;

    @Autowired
    private EventStore log;

    @Autowired
    private DataSource database;

    /** The brokers of other tests would be waited for. */
    @BeforeEach
    void retireAllOthers() {
        operator = operator();
        jdbc.sql("""
                        select distinct payload::jsonb ->> 'broker_id' from domain_event_entry
                        where payload_type like 'Broker%'
                        """).query(String.class).list().forEach(id -> append(new BrokerRetired(new BrokerId(id), null)));
        append(certificate(broker));
    }

    @AfterEach
    void retireThis() {
        callers.close();
        append(new BrokerRetired(broker, null));
        append(new BrokerRetired(other, null));
    }

    @Test
    void comesAtOnceAndWithoutAReportUnlessTheCallerPrefersToWait() {
        Answer answer = operator.post("/revoke/" + register()).is(200);

        assertThat(answer.json().propertyNames()).containsExactly("status", "device_id", "position");
        assertThat(answer.header("Preference-Applied")).isEmpty();
    }

    @Test
    void comesAsSoonAsEveryBrokerEnforcesTheChange() {
        append(enforced(broker, head()));
        String id = register();
        long began = System.nanoTime();
        CompletableFuture<Answer> waiting = ask("/revoke/" + id, "wait=30");
        long revoked = awaitEvent(id, "CertificateRevoked");
        assertThat(waiting).isNotDone();

        append(enforced(broker, revoked - 1));
        append(new BrokerPolicyRejected(broker, revoked, null, null, "no answer", null, null));
        assertThat(waiting).isNotDone();
        long receipt = append(enforced(broker, revoked));
        Answer answer = waiting.join().is(200);

        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=30");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        assertThat(answer.json().path("enforcement").toString())
                .isEqualTo(("[{\"broker_id\":\"%s\",\"state\":\"enforced\",\"since\":\"%s\",\"receipt_position\":%d,"
                                + "\"after_millis\":%d}]")
                        .formatted(
                                broker,
                                recordedAt(receipt),
                                receipt,
                                Duration.between(recordedAt(revoked), recordedAt(receipt))
                                        .toMillis()));
        assertThat(answer.json().path("status").asString()).isEqualTo("revoked");
    }

    @Test
    void saysWhatIsPendingOnceTheTimeIsOver() {
        append(enforced(broker, head()));
        append(new BrokerProofDisabled(other));
        long began = System.nanoTime();

        JsonNode report =
                ask("/suspend/" + register(), "wait=1").join().is(200).json().path("enforcement");

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
        assertThat(report.toString())
                .isEqualTo("[" + without("pending", broker) + "," + without("unproven", other) + "]");
    }

    @Test
    void doesNotWaitForBrokersThatProveNothing() {
        append(new BrokerProofDisabled(broker));
        long began = System.nanoTime();

        JsonNode report = ask("/decommission/" + register(), "wait=30")
                .join()
                .is(200)
                .json()
                .path("enforcement");

        assertThat(report.toString()).isEqualTo("[" + without("unproven", broker) + "]");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void leavesOutBrokersThatWereRetiredUntilTheyGiveASignOfLife() {
        append(enforced(other, head()));
        append(new BrokerRetired(broker, "scrapped"));
        String id = register();
        CompletableFuture<Answer> waiting = ask("/revoke/" + id, "wait=30");
        long receipt = append(enforced(other, awaitEvent(id, "CertificateRevoked")));

        assertThat(states(waiting.join())).containsExactly(other + " enforced");
        append(new BrokerPolicyRejected(broker, receipt, null, null, "no answer", null, null));
        assertThat(states(ask("/revoke/" + id, "wait=0").join()))
                .containsExactly(broker + " pending", other + " enforced");
    }

    @Test
    void isLetGoWhenTheLastPendingBrokerIsRetired() {
        String id = register();
        CompletableFuture<Answer> waiting = ask("/revoke/" + id, "wait=50");
        awaitEvent(id, "CertificateRevoked");

        append(new BrokerRetired(broker, "scrapped"));

        assertThat(states(waiting.join())).isEmpty();
    }

    /** The newest event of a device may be one that no broker acts upon, or that came long after. */
    @Test
    void waitsForTheEventThatTookTheAccessWhateverCameSince() {
        String id = register();
        long position =
                operator.post("/revoke/" + id).is(200).json().path("position").asLong();
        long revoked = awaitEvent(id, "CertificateRevoked");
        assertThat(revoked).as("its credentials expired with it").isLessThan(position);
        long receipt = append(enforced(broker, revoked));
        operator.send(
                        "PATCH",
                        "/device/" + id,
                        java.net.http.HttpRequest.BodyPublishers.ofString("{\"location\": \"Hall 9\"}"),
                        "Content-Type",
                        "application/merge-patch+json")
                .is(200);

        JsonNode first = ask("/revoke/" + id, "wait=30").join().is(200).json();
        append(enforced(broker, head()));
        JsonNode again = ask("/revoke/" + id, "wait=30").join().is(200).json();

        assertThat(first.path("enforcement").path(0).path("receipt_position").asLong())
                .isEqualTo(receipt);
        assertThat(again).isEqualTo(first);
    }

    @Test
    void isForEachStepOfADevicesLife() {
        String id = register();
        for (String step : List.of("suspend", "resume", "suspend", "revoke", "decommission")) {
            long before = head();
            assertThat(states(ask("/" + step + "/" + id, "wait=0").join()))
                    .as(step)
                    .containsExactly(broker + " pending");
            append(enforced(broker, head()));
            JsonNode report =
                    ask("/" + step + "/" + id, "wait=30").join().json().path("enforcement");
            assertThat(report.path(0).path("state").asString()).as(step).isEqualTo("enforced");
            assertThat(report.path(0).path("receipt_position").asLong())
                    .as(step)
                    .isGreaterThan(before);
        }
    }

    @Test
    void hasAnEmptyReportIfThereWasNothingToDo() {
        Answer answer = ask("/resume/" + register(), "wait=30").join().is(200);

        assertThat(answer.json().path("enforcement").toString()).isEqualTo("[]");
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=30");
    }

    /** RFC 7240: what is not understood is ignored, and the first of several instances counts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "wait=0 | wait=0",
                "WAIT = 0 | wait=0",
                "'wait=\"0\"' | wait=0",
                "'respond-async, wait=0' | wait=0",
                "'wait=0; really' | wait=0",
                "'foo=\"a, wait=9; \\\" wait=9\", wait=0, wait=9' | wait=0",
                "wait=000000000000000 | wait=0",
                "' , ,wait=0,' | wait=0",
                "wait | ''",
                "wait= | ''",
                "wait=-1 | ''",
                "wait=1.5 | ''",
                "wait=ten | ''",
                "'wait=\"5' | ''",
                "'foo=\"wait=5' | ''",
                "waits=5 | ''",
                "return=minimal | ''"
            })
    void readsThePreferenceAsTheStandardHasIt(String header, String applied) {
        assertThat(ask("/revoke/" + register(), header).join().is(200).header("Preference-Applied"))
                .isEqualTo(applied);
    }

    @Test
    void readsThePreferenceFromSeveralLinesAndCutsItToAMinute() {
        append(new BrokerProofDisabled(broker));
        String id = register();

        assertThat(operator.post("/revoke/" + id, PREFER, "return=minimal", PREFER, "wait=3600")
                        .header("Preference-Applied"))
                .isEqualTo("wait=60");
        assertThat(ask("/revoke/" + id, "wait=99999999999999999999").join().header("Preference-Applied"))
                .isEqualTo("wait=60");
    }

    @Test
    void isNotWhatIsKeptForAKey() {
        String id = register();
        String key = UUID.randomUUID().toString();

        Answer first = operator.post("/revoke/" + id, PREFER, "wait=1", "Idempotency-Key", key)
                .is(200);
        Answer again = operator.post("/revoke/" + id, PREFER, "wait=30", "Idempotency-Key", key)
                .is(200);

        assertThat(states(first)).containsExactly(broker + " pending");
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.json().propertyNames()).containsExactly("status", "device_id", "position");
        assertThat(again.header("Preference-Applied")).isEmpty();
        assertThat(again.field("position")).isEqualTo(first.field("position"));
    }

    @Test
    void isARefusalIfTheChangeIsRefused() {
        operator.post("/revoke/" + UUID.randomUUID(), PREFER, "wait=30").isProblem(404, "not_found");
        operator.post("/revoke/" + register(), PREFER, "wait=30", "If-Match", "\"1\"")
                .isProblem(412, "precondition_failed");
    }

    @Test
    void takesNoConnectionFromOthersHoweverManyWait() throws SQLException {
        HikariPoolMXBean connections = database.unwrap(HikariDataSource.class).getHikariPoolMXBean();
        List<String> ids = IntStream.range(0, 4).mapToObj(_ -> register()).toList();
        List<CompletableFuture<Answer>> waiting = IntStream.range(0, 200)
                .mapToObj(i -> ask("/revoke/" + ids.get(i % ids.size()), "wait=50"))
                .toList();
        ids.forEach(id -> awaitEvent(id, "CertificateRevoked"));
        CompletableFuture<Answer> hungUp = ask("/revoke/" + ids.getFirst(), "wait=50");
        hungUp.cancel(true);
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        connections.getActiveConnections() <= 2 && connections.getThreadsAwaitingConnection() == 0);

        long began = System.nanoTime();
        operator.get("/imports?limit=1").is(200);
        append(enforced(broker, head()));
        waiting.forEach(answer -> assertThat(states(answer.join())).containsExactly(broker + " enforced"));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    private CompletableFuture<Answer> ask(String path, String preference) {
        return CompletableFuture.supplyAsync(() -> operator.post(path, PREFER, preference), callers);
    }

    private long awaitEvent(String device, String type) {
        return org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> jdbc.sql("""
                                select coalesce(max(global_index), 0) from domain_event_entry
                                where aggregate_identifier = :device and payload_type = :type
                                """)
                                .param("device", device)
                                .param("type", type)
                                .query(Long.class)
                                .single(),
                        position -> position > 0);
    }

    private static List<String> states(Answer answer) {
        return answer.is(200)
                .json()
                .path("enforcement")
                .valueStream()
                .map(item -> item.path("broker_id").asString() + " "
                        + item.path("state").asString())
                .toList();
    }

    private static String without(String state, BrokerId id) {
        return "{\"broker_id\":\"%s\",\"state\":\"%s\",\"since\":null,\"receipt_position\":null,\"after_millis\":null}"
                .formatted(id, state);
    }

    /** @return its position */
    private long append(OnboardingEvent event) {
        var message = GenericEventMessage.asEventMessage(event);
        log.publish(message);
        return jdbc.sql("select global_index from domain_event_entry where event_identifier = :id")
                .param("id", message.getIdentifier())
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

    private String register() {
        return operator.register(newName()).field("device_id");
    }

    private static OnboardingEvent certificate(BrokerId id) {
        Instant start = Instant.parse("2026-06-01T00:00:00Z");
        return new BrokerCertificateIssued(
                id, new SerialNumber("a1"), DIGEST, "CN=" + id, start, start.plus(Duration.ofDays(365)), "pem");
    }

    private static OnboardingEvent enforced(BrokerId id, long position) {
        return new BrokerPolicyEnforced(
                id,
                position,
                AclStrategy.PATTERN,
                DIGEST,
                DIGEST,
                BigInteger.ONE,
                0,
                new CanaryReport(true, true, true, true),
                null,
                null);
    }
}
