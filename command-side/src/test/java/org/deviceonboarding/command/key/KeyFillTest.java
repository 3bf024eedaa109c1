package org.deviceonboarding.command.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.StoredLog;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.pki.OpenSsl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("Claims from before there were any")
class KeyFillTest extends CommandTest {
    @TempDir
    private Path folder;

    @Autowired
    private CertifiedKeys keys;

    @Autowired
    private EventStore log;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private StoredLog stored;

    @Autowired
    private FilteredLog entries;

    @Test
    void areWhatTheyWouldBeHadTheyBeenMadeInTime() throws Exception {
        String held = registered(OpenSsl.key(folder.resolve("a.key")));
        String revoked = registered(OpenSsl.key(folder.resolve("b.key")));
        operator()
                .postJson("/revoke/" + revoked, "{\"reason\": \"key_compromise\"}")
                .is(200);
        BrokerId broker = new BrokerId("broker-" + UUID.randomUUID());
        log.publish(GenericEventMessage.asEventMessage(new BrokerKeysPresented(
                broker,
                List.of(),
                OpenSsl.publicKey(OpenSsl.key(folder.resolve("server.key"))),
                OpenSsl.publicKey(OpenSsl.key(folder.resolve("birds.key"))))));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> claims(broker.value()).size() == 3);
        List<Map<String, @Nullable Object>> claims = claims(held, revoked, broker.value());
        List<Map<String, @Nullable Object>> canaries = canaries();

        forget();
        fill().turn();

        assertThat(claims)
                .extracting(claim -> claim.get("revoked"))
                .containsOnlyOnce("key_compromise", "cessation_of_operation");
        assertThat(claims(held, revoked, broker.value())).isEqualTo(claims);
        assertThat(canaries()).isEqualTo(canaries);
        assertThat(canaries()).extracting(canary -> canary.get("broker_id")).contains(broker.value());
        assertThat(done()).isTrue();
    }

    @Test
    void goOnWhereTheLastPageEndedAndTwoDoNotMeet() throws Exception {
        String id = operator().register(newName()).field("device_id");
        List<Map<String, @Nullable Object>> claims = claims(id);
        forget();

        transaction.executeWithoutResult(_ -> {
            assertThat(fill().page()).isPresent();
            // Another process finds the row taken, and changes nothing.
            Optional<Boolean> other = elsewhere(() -> transaction.execute(_ -> fill().page()));
            assertThat(other).isEmpty();
        });
        fill().turn();
        fill().turn();

        assertThat(claims(id)).hasSize(1).isEqualTo(claims);
    }

    @Test
    void takeInWhatAnotherProcessAppendedWithoutAClaim() throws Exception {
        Path key = OpenSsl.key(folder.resolve("late.key"));
        String late = registered(key);
        operator()
                .postJson("/revoke/" + late, "{\"reason\": \"key_compromise\"}")
                .is(200);
        jdbc.sql("delete from certified_key where holder = :id")
                .param("id", late)
                .update();

        fill().turn();

        register(key).isProblem(409, "key_compromised");
    }

    @Test
    void leaveKeysOfTwoDevicesAsTheyAreAndSayWhoseTheyAre() throws Exception {
        Path key = OpenSsl.key(folder.resolve("shared.key"));
        String first = registered(key);
        jdbc.sql("delete from certified_key where holder = :id")
                .param("id", first)
                .update();
        String second = registered(key);

        jdbc.sql("update certified_key_fill set position = 0").update();
        fill().turn();

        assertThat(claims(first, second))
                .extracting(claim -> claim.get("key"))
                .hasSize(2)
                .allSatisfy(shared -> assertThat(sharedKeys()).contains(String.valueOf(shared)));
        assertThat(device(first).status()).isEqualTo(DeviceStatus.ACTIVE);
        operator()
                .postJson("/renew/" + first, "{\"key_algorithm\": \"ec-p256\"}")
                .is(201);
        register(key).isProblem(409, "key_in_use");

        operator()
                .postJson("/revoke/" + first, "{\"reason\": \"key_compromise\"}")
                .is(200);
        assertThat(claims(first).getFirst()).containsEntry("revoked", "key_compromise");
        assertThat(claims(second).getFirst()).containsEntry("revoked", null);
        operator().post("/revoke/" + second).is(200);
        assertThat(claims(second).getFirst().get("revoked")).isNotNull();
    }

    private List<@Nullable String> sharedKeys() {
        return jdbc.sql("select key from shared_key").query(String.class).list();
    }

    private String registered(Path key) throws Exception {
        return register(key).is(201).field("device_id");
    }

    private Answer register(Path key) throws Exception {
        return operator()
                .postJson(
                        "/register",
                        "{\"name\": \"%s\", \"type\": \"pump\", \"csr\": \"%s\"}"
                                .formatted(newName(), OpenSsl.request(key)));
    }

    private KeyFill fill() {
        return new KeyFill(keys, jdbc, transaction, stored, entries);
    }

    private void forget() {
        jdbc.sql("delete from certified_key").update();
        jdbc.sql("delete from certified_key_canary").update();
        jdbc.sql("update certified_key_fill set position = 0, done = false").update();
    }

    private List<Map<String, @Nullable Object>> claims(String... holders) {
        return jdbc.sql("select * from certified_key where holder in (:holders) order by serial")
                .param("holders", List.of(holders))
                .query()
                .listOfRows();
    }

    private List<Map<String, @Nullable Object>> canaries() {
        return jdbc.sql("select * from certified_key_canary order by device_id")
                .query()
                .listOfRows();
    }

    private boolean done() {
        return jdbc.sql("select done from certified_key_fill")
                .query(Boolean.class)
                .single();
    }

    private static <T> T elsewhere(Callable<T> call) {
        try (var threads = Executors.newSingleThreadExecutor()) {
            return threads.submit(call).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
