package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.fixture.server.WrittenRows;
import org.deviceonboarding.testkit.device.CredentialsZip;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Of many who want the same at once")
class RacesTest extends PortalTest {
    private static final JsonMapper STORED = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    @Autowired
    private EventStorageEngine log;

    @Test
    void oneGetsTheNameAndAllOthersLearnWho() throws Exception {
        String name = newName();
        Caller operator = operator();
        WrittenRows before = written();

        List<Answer> answers = atOnce(
                50,
                _ -> () -> operator.postJson(
                        "/register",
                        "{\"name\": \"%s\", \"type\": \"a\", \"key_algorithm\": \"ec-p256\"}".formatted(name)));

        Answer winner = answers.stream()
                .filter(answer -> answer.status() == 201)
                .findFirst()
                .orElseThrow();
        List<Answer> losers =
                answers.stream().filter(answer -> answer.status() != 201).toList();
        assertThat(losers).hasSize(49).allSatisfy(loser -> {
            loser.isProblem(409, "duplicate_name");
            assertThat(loser.field("device_id")).isEqualTo(winner.field("device_id"));
        });
        assertThat(written()).isEqualTo(new WrittenRows(before.events() + 3, before.names() + 1, before.bundles() + 1));
        operator.get("/device/" + winner.field("device_id")).is(200);
    }

    @Test
    void oneGetsTheCredentials() throws Exception {
        Answer registered = operator().register(newName());

        List<Answer> answers = atOnce(20, _ -> () -> nobody().post(CredentialsZip.path(registered)));

        List<Answer> delivered =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(delivered).hasSize(1);
        assertThat(CredentialsZip.open(delivered.getFirst().body(), registered.field("credentials_password"))
                        .files())
                .containsKey("device.key");
        assertThat(answers.stream().filter(answer -> answer.status() != 200))
                .hasSize(19)
                .allSatisfy(answer -> answer.isProblem(410, "gone"));
        assertThat(eventsOf(registered)).containsOnlyOnce("CredentialsDownloaded");
    }

    @RepeatedTest(5)
    void eachGetsAnAnswerThatFitsTheLog() throws Exception {
        Answer registered = operator().register(newName());
        String id = registered.field("device_id");
        Caller operator = operator();

        List<Answer> answers = atOnce(12, i -> switch (i % 4) {
            case 0 -> () -> operator.post("/revoke/" + id);
            case 1 -> () -> operator.postJson("/renew/" + id, "{\"key_algorithm\": \"ed25519\"}");
            case 2 ->
                () -> operator.postJson("/renew/" + id, "{\"key_algorithm\": \"ed25519\", \"revoke_previous\": true}");
            default -> () -> nobody().post(CredentialsZip.path(registered));
        });

        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.text()).isIn(200, 201, 409, 410));
        assertThat(eventsOf(registered).stream().filter(type -> type.equals("CertificateIssued")))
                .hasSize(1
                        + (int) answers.stream()
                                .filter(answer -> answer.status() == 201)
                                .count());
        operator.get("/device/" + id).is(200);
        modelsAreWhatTheLogSays();
    }

    /** Of every device that any test has made, as soon as nothing that other tests began is between the log and the models. */
    private void modelsAreWhatTheLogSays() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(stored()).isEqualTo(folded()));
    }

    private Map<DeviceId, DeviceModel> folded() {
        Map<DeviceId, DeviceModel> folded = new HashMap<>();
        try (Stream<? extends TrackedEventMessage<?>> events = events()) {
            events.forEach(message -> {
                if (message.getPayload() instanceof DeviceEvent event) {
                    folded.compute(
                            event.deviceId(),
                            (_, before) -> DeviceModel.after(
                                    before,
                                    new Recorded<>(
                                            message.trackingToken().position().orElseThrow(),
                                            message.getTimestamp(),
                                            event)));
                }
            });
        }
        return folded;
    }

    private Stream<? extends TrackedEventMessage<?>> events() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Stream<? extends TrackedEventMessage<?>> events = (Stream) log.readEvents(null, false);
        return events;
    }

    private Map<DeviceId, DeviceModel> stored() {
        return jdbc
                .sql("select model from device_model")
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list()
                .stream()
                .map(model -> STORED.readValue(model, DeviceModel.class))
                .collect(Collectors.toMap(DeviceModel::id, model -> model));
    }

    private List<String> eventsOf(Answer registered) {
        return jdbc.sql("select payload_type from domain_event_entry where aggregate_identifier = :id")
                .param("id", registered.field("device_id"))
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }

    private static List<Answer> atOnce(int count, java.util.function.IntFunction<Callable<Answer>> calls)
            throws Exception {
        CyclicBarrier start = new CyclicBarrier(count);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> futures = IntStream.range(0, count)
                    .mapToObj(i -> callers.submit(() -> {
                        start.await();
                        return calls.apply(i).call();
                    }))
                    .toList();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> future : futures) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
