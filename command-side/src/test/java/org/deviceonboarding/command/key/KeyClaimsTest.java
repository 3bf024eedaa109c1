package org.deviceonboarding.command.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.deviceonboarding.fixture.server.WrittenRows;
import org.deviceonboarding.testkit.device.CredentialsZip;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.pki.OpenSsl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("A key that a device brings")
class KeyClaimsTest extends CommandTest {
    private static final Duration GENEROUS = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Autowired
    private EventStore log;

    private Caller operator;
    private Path key;

    @BeforeEach
    void makeAKey() throws Exception {
        operator = operator();
        key = OpenSsl.key(folder.resolve("first.key"));
    }

    @Test
    void belongsToOneDeviceHoweverItIsWritten() throws Exception {
        String holder = registered(key);
        String other = operator.register(newName()).field("device_id");

        assertThat(List.of(
                        register(key),
                        register(OpenSsl.compressed(key)),
                        operator.postJson("/renew/" + other, body(key)),
                        operator.postJson("/renew/" + other, body(OpenSsl.compressed(key)))))
                .allSatisfy(refused -> {
                    refused.isProblem(409, "key_in_use");
                    assertThat(refused.field("device_id")).isEqualTo(holder);
                });
        assertThat(jdbc.sql("""
                        select payload::jsonb ->> 'command' from domain_event_entry
                        where payload_type = 'CommandRefused' and payload::jsonb ->> 'code' = 'key_in_use'
                          and (payload::jsonb ->> 'device_id' = :other or meta_data::jsonb ->> 'actor' like 'operator-%')
                        """).param("other", other).query(String.class).list())
                .contains("register", "renew");
    }

    @Test
    void isTheDevicesOwnToRenewWith() throws Exception {
        String holder = registered(key);

        operator.postJson("/renew/" + holder, body(OpenSsl.compressed(key))).is(201);
        operator.postJson("/renew/" + holder, "{\"revoke_previous\": true, \"csr\": \"%s\"}".formatted(request(key)))
                .is(201);

        register(key).isProblem(409, "key_in_use");
    }

    @Test
    void isHeldByACertificateOnHold() throws Exception {
        String holder = registered(key);
        operator.post("/suspend/" + holder).is(200);

        register(key).isProblem(409, "key_in_use");
    }

    @Test
    void isHeldAsLongAsOneOfSeveralCertificatesIsGood() throws Exception {
        String holder = registered(key);
        operator.postJson("/renew/" + holder, body(key)).is(201);
        jdbc.sql("update certified_key set not_after = now() - interval '1 second'"
                        + " where serial = (select min(serial) from certified_key where holder = :id)")
                .param("id", holder)
                .update();

        register(key).isProblem(409, "key_in_use");
        jdbc.sql("update certified_key set not_after = now() - interval '1 second' where holder = :id")
                .param("id", holder)
                .update();
        register(key).is(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoke", "decommission"})
    void isFreeOnceItsDeviceLostItsCertificatesForAnotherReason(String step) throws Exception {
        String holder = registered(key);
        operator.postJson("/renew/" + holder, body(key)).is(201);
        operator.post("/" + step + "/" + holder).is(200);

        String next = registered(key);

        register(key).isProblem(409, "key_in_use");
        assertThat(register(key).field("device_id")).isEqualTo(next);
        if (step.equals("revoke")) {
            operator.postJson("/reissue/" + holder, body(key)).isProblem(409, "key_in_use");
        }
    }

    @Test
    void isRefusedForGoodOnceItWasCompromised() throws Exception {
        Path second = OpenSsl.key(folder.resolve("second.key"));
        String holder = registered(key);
        operator.postJson("/renew/" + holder, body(second)).is(201);
        String other = operator.register(newName()).field("device_id");
        operator.postJson("/revoke/" + holder, "{\"reason\": \"key_compromise\"}")
                .is(200);

        for (Path compromised : List.of(key, second, OpenSsl.compressed(key))) {
            register(compromised).isProblem(409, "key_compromised");
            operator.postJson("/renew/" + other, body(compromised)).isProblem(409, "key_compromised");
        }
        assertThat(register(key).json().has("device_id")).isFalse();
        operator.postJson("/reissue/" + holder, body(key)).isProblem(409, "key_compromised");
        operator.post("/decommission/" + holder).is(200);
        register(key).isProblem(409, "key_compromised");
    }

    @Test
    void isNotCompromisedByWhatBecameOfALaterOne() throws Exception {
        Path second = OpenSsl.key(folder.resolve("second.key"));
        String holder = registered(key);
        operator.postJson("/renew/" + holder, "{\"revoke_previous\": true, \"csr\": \"%s\"}".formatted(request(second)))
                .is(201);
        operator.postJson("/revoke/" + holder, "{\"reason\": \"key_compromise\"}")
                .is(200);

        register(second).isProblem(409, "key_compromised");
        registered(key);
    }

    @Test
    void mayNotBeOneThatThePortalMadeForAnother() throws Exception {
        Answer registered = operator.register(newName());
        byte[] zip = nobody().post(CredentialsZip.path(registered)).is(200).body();
        Files.writeString(
                key,
                Objects.requireNonNull(CredentialsZip.open(zip, registered.field("credentials_password"))
                        .files()
                        .get("device.key")));

        register(key).isProblem(409, "key_in_use");
        operator.postJson("/revoke/" + registered.field("device_id"), "{\"reason\": \"key_compromise\"}")
                .is(200);
        register(key).isProblem(409, "key_compromised");
    }

    @Test
    void goesToOneOfManyWhoAskAtOnce() throws Exception {
        String request = request(key);
        WrittenRows before = written();

        List<Answer> answers = atOnce(IntStream.range(0, 20)
                .<Callable<Answer>>mapToObj(_ -> () -> operator.postJson("/register", registration(request)))
                .toList());

        List<Answer> winners =
                answers.stream().filter(answer -> answer.status() == 201).toList();
        assertThat(winners).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() != 201)).allSatisfy(loser -> {
            loser.isProblem(409, "key_in_use");
            assertThat(loser.field("device_id")).isEqualTo(winners.getFirst().field("device_id"));
        });
        assertThat(written().names()).isEqualTo(before.names() + 1);
    }

    @Test
    void isNamedWithItsRowIfAListCannotHaveIt() throws Exception {
        Path compromised = OpenSsl.key(folder.resolve("compromised.key"));
        operator.postJson("/revoke/" + registered(compromised), "{\"reason\": \"key_compromise\"}")
                .is(200);
        registered(key);
        Path twice = OpenSsl.key(folder.resolve("twice.key"));

        Answer refused = imported(OpenSsl.key(folder.resolve("good.key")), twice, key, compromised, twice)
                .isProblem(400, "validation_error");

        assertThat(refused.json()
                        .path("details")
                        .valueStream()
                        .map(fault -> "%s %s %s"
                                .formatted(
                                        fault.path("row").asInt(),
                                        fault.path("field").asString(),
                                        fault.path("message").asString())))
                .containsExactly(
                        "3 csr is for a key that another has a certificate for",
                        "4 csr is for a key that was compromised",
                        "5 csr is for a key that stands in this list before");
        imported(twice).is(202);
        await().atMost(GENEROUS).untilAsserted(() -> register(twice).isProblem(409, "key_in_use"));
    }

    @Test
    void isNotToBeABrokersOrItsCanaries() throws Exception {
        BrokerId broker = new BrokerId("broker-" + UUID.randomUUID());
        Path birds = OpenSsl.key(folder.resolve("birds.key"));
        Path server = OpenSsl.key(folder.resolve("server.key"));
        present(broker, server, birds);
        awaitCanaries(broker, 1);

        for (Path held : List.of(server, birds)) {
            Answer refused = register(held).isProblem(409, "key_in_use");
            assertThat(refused.json().has("device_id")).isFalse();
        }
        present(broker, OpenSsl.key(folder.resolve("next-server.key")), OpenSsl.key(folder.resolve("next-birds.key")));
        awaitCanaries(broker, 2);
    }

    @Test
    void keepsABrokerFromHavingItAndHoldsUpNoOther() throws Exception {
        registered(key);
        BrokerId copy = new BrokerId("broker-" + UUID.randomUUID());
        BrokerId good = new BrokerId("broker-" + UUID.randomUUID());
        Path birds = OpenSsl.key(folder.resolve("birds.key"));

        present(copy, key, birds);
        present(good, OpenSsl.key(folder.resolve("server.key")), birds);
        awaitCanaries(good, 1);

        assertThat(jdbc.sql("select count(*) from domain_event_entry"
                                + " where payload_type = 'BrokerCertificateIssued' and aggregate_identifier = :id")
                        .param("id", copy.value())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void waitsUntilEarlierCertificatesAreKnown() throws Exception {
        String renewed = operator.register(newName()).field("device_id");
        jdbc.sql("update certified_key_fill set done = false").update();
        try {
            for (Answer refused :
                    List.of(register(key), operator.postJson("/renew/" + renewed, body(key)), imported(key))) {
                refused.isProblem(503, "not_caught_up");
                assertThat(refused.header("Retry-After")).isEqualTo("10");
            }
            operator.register(newName());
            operator.postJson("/renew/" + renewed, "{\"key_algorithm\": \"ec-p256\"}")
                    .is(201);
            send("name,type\n" + newName() + ",pump\n").is(202);
        } finally {
            jdbc.sql("update certified_key_fill set done = true").update();
        }
        registered(key);
    }

    private String registered(Path forKey) throws Exception {
        return register(forKey).is(201).field("device_id");
    }

    private Answer register(Path forKey) throws Exception {
        return operator.postJson("/register", registration(request(forKey)));
    }

    private static String registration(String request) {
        return "{\"name\": \"%s\", \"type\": \"pump\", \"csr\": \"%s\"}".formatted(newName(), request);
    }

    private static String body(Path forKey) throws Exception {
        return "{\"csr\": \"%s\"}".formatted(request(forKey));
    }

    private static String request(Path forKey) throws IOException, InterruptedException {
        return OpenSsl.request(forKey);
    }

    private Answer imported(Path... keys) throws Exception {
        StringBuilder list = new StringBuilder("name,type,csr\n");
        for (Path one : keys) {
            list.append(newName() + ",pump,\"" + request(one).replace("\\n", "\n") + "\"\n");
        }
        return send(list.toString());
    }

    private Answer send(String list) {
        return operator.send("POST", "/imports", BodyPublishers.ofString(list), "Content-Type", "text/csv");
    }

    private void present(BrokerId broker, Path server, Path birds) throws Exception {
        log.publish(GenericEventMessage.asEventMessage(
                new BrokerKeysPresented(broker, List.of(), OpenSsl.publicKey(server), OpenSsl.publicKey(birds))));
    }

    private void awaitCanaries(BrokerId broker, int count) {
        await().atMost(GENEROUS)
                .until(() -> jdbc.sql("select count(*) from domain_event_entry"
                                        + " where payload_type = 'CertificateIssued' and aggregate_identifier = :id")
                                .param("id", Canary.of(broker).outcast().value())
                                .query(Integer.class)
                                .single()
                        == count);
    }

    private static List<Answer> atOnce(List<Callable<Answer>> calls) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Answer> answers = new java.util.ArrayList<>();
            for (Future<Answer> call : calls.stream().map(threads::submit).collect(Collectors.toList())) {
                answers.add(call.get());
            }
            return answers;
        }
    }
}
