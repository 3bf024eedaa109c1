package org.deviceonboarding.log.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.fixture.EventExamples;
import org.deviceonboarding.log.append.Appends;
import org.deviceonboarding.log.append.Presence;
import org.deviceonboarding.log.append.WrittenChanges;
import org.deviceonboarding.log.command.ChangeAnswer;
import org.deviceonboarding.log.command.Command;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("The event store")
@ParameterizedClass
@MethodSource("org.deviceonboarding.log.store.Store#onEachServer")
class EventStoreTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private final TestDatabase database;
    private final Store store;

    EventStoreTest(Store store) {
        this.store = store;
        this.database = store.database();
    }

    @Test
    void reportsALostRaceAsOne() {
        DeviceId id = Store.newId();
        store.append(id, 0);
        store.append(id, 1);

        assertThatThrownBy(() -> store.append(id, 1)).isInstanceOf(ConcurrencyException.class);
    }

    @Test
    void keepsEventsAsPeopleCanReadThem() throws Exception {
        DeviceId id = Store.newId();
        store.events().publish(Store.message(id, 0).andMetaData(MetaData.with("actor", "ada")));

        assertThat(database.query(
                        "select concat_ws(' ', type, revision, device_id, actor, payload ->> 'name', position > 0,"
                                + " abs(extract(epoch from now() - time)) < 600) from event_log where aggregate_id = '"
                                + id + "'"))
                .containsExactly("DeviceRegistered 1 " + id + " ada pump-1 t t");
        assertThat(database.query("select payload from domain_event_entry where aggregate_identifier = '" + id + "'"))
                .containsExactly("{\"device_id\":\"" + id + "\",\"name\":\"pump-1\",\"type\":\"pump\","
                        + "\"location\":\"Halle 3, Düsseldorf\",\"firmware\":\"1.4.2\","
                        + "\"labels\":{\"area\":\"7\",\"line\":\"b\"}}");
    }

    @Test
    void writesALineForEachChangeOnceItIsDurable() {
        TransactionTemplate transaction = store.context().getBean(TransactionTemplate.class);
        DeviceId undone = Store.newId();
        DeviceId kept = Store.newId();
        DeviceId alone = Store.newId();
        Actor ada = Actor.named("ada", "api_key")
                .with(Actor.Fact.ADDRESS, "2001:db8::7")
                .with(Actor.Fact.CORRELATION_ID, "ticket-0815");
        try (WrittenChanges written = new WrittenChanges();
                MDC.MDCCloseable _ = MDC.putCloseable("correlation_id", "of-the-thread")) {
            transaction.executeWithoutResult(state -> {
                store.append(undone, 0);
                state.setRollbackOnly();
            });
            transaction.executeWithoutResult(_ -> {
                store.events()
                        .publish(List.of(
                                Store.message(kept, 0).andMetaData(ada.metadata()),
                                Store.message(kept, 1).andMetaData(ada.metadata())));
                assertThat(written.of(kept.value())).isEmpty();
            });
            store.events().publish(Store.message(alone, 0).andMetaData(ada.metadata()));

            assertThat(written.of(undone.value())).isEmpty();
            assertThat(written.of(kept.value()))
                    .containsExactly(Map.entry(
                            "DeviceRegistered, DeviceRegistered: device " + kept + ", by ada",
                            Map.of(
                                    "device_id",
                                    kept.value(),
                                    "actor",
                                    "ada",
                                    "user_ip",
                                    "2001:db8::7",
                                    "correlation_id",
                                    "ticket-0815")));
            assertThat(written.of(alone.value())).hasSize(1);
            assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("correlation_id", "of-the-thread"));
        }
    }

    @Test
    void readsAnAggregateBack() {
        DeviceId id = Store.newId();
        store.append(id, 0);
        store.append(id, 1);

        List<Object> read = new ArrayList<>();
        store.events().readEvents(id.value()).forEachRemaining(event -> read.add(event.getPayload()));

        assertThat(read).isEqualTo(List.of(EventExamples.registered(id), EventExamples.registered(id)));
    }

    @Test
    void replaysEverythingToAReaderThatBeginsAgain() {
        String first = store.register();
        String second = store.register();
        awaitJournal(second);
        store.journal().devices.clear();

        store.positions().begin(store.journal());

        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(store.journal().devices).containsSubsequence(first, second));
    }

    @Test
    void letsAReaderGoOnWhereAnotherProcessStopped() {
        String before = store.register();
        awaitJournal(before);
        store.readers().stop();
        String meanwhile = store.register();

        try (Store next = Store.on(database)) {
            await().atMost(GENEROUS)
                    .untilAsserted(() -> assertThat(next.journal().devices).containsExactly(meanwhile));
        } finally {
            store.readers().start();
        }
    }

    @Test
    void wakesItsReadersAtAnAppendOfAnotherProcess() {
        awaitJournal(store.register());
        long start = System.nanoTime();
        try (Appender elsewhere = Appender.inTotalOrder(database)) {
            for (int i = 0; i < 10; i++) {
                DeviceId id = Store.newId();
                elsewhere.append(id);
                awaitJournal(id.value());
            }
        }

        // Ten polls of five seconds each would take longer, on average 25 seconds.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void wakesItsReadersAfterATransactionOfItsOwn() {
        awaitJournal(store.register());
        TransactionTemplate transaction = store.context().getBean(TransactionTemplate.class);
        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            DeviceId id = Store.newId();
            transaction.executeWithoutResult(_ -> store.append(id, 0));
            awaitJournal(id.value());
        }

        // Ten polls of five seconds each would take longer, on average 25 seconds.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void hearsOfAppendsAgainAfterItsConnectionWasCut() throws Exception {
        awaitJournal(store.register());
        Appends appends = store.context().getBean(Appends.class);
        long rings = appends.rings();

        database.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where application_name = 'portal listener' and datname = current_database()");

        await().atMost(GENEROUS).until(() -> appends.rings() > rings);
        try (Appender elsewhere = Appender.inTotalOrder(database)) {
            long listening = appends.rings();
            elsewhere.append(Store.newId());
            await().atMost(GENEROUS).until(() -> appends.rings() > listening);
        }
    }

    @Test
    void stopsAReaderAtAnEventItCannotHandleAndTriesThatAgain() {
        DeviceId difficult = Store.newId();
        store.journal().stumblingBlocks.add(difficult.value());
        store.append(difficult, 0);
        String after = store.register();

        awaitJournal(after);
        assertThat(store.journal().devices).containsSubsequence(difficult.value(), after);
    }

    @Test
    void isReadByOneOfTwoProcesses() {
        awaitJournal(store.register());

        try (Store other = Store.on(database)) {
            awaitJournal(store.register());
            assertThat(other.journal().devices).isEmpty();
        }
    }

    @Test
    void leavesAReaderToAProcessThatIsThereAndTakesItOnceThatIsGone() throws Exception {
        awaitJournal(store.register());
        String meanwhile;

        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            statement.execute(Presence.show("'other'"));
            statement.execute("update log_reader set owner = 'other',"
                    + " leased_until = clock_timestamp() + interval '1 hour' where name = 'journal'");
            meanwhile = store.register();

            await().during(Duration.ofMillis(1500)).atMost(GENEROUS).until(() -> {
                store.readers().takeOver();
                return !store.journal().devices.contains(meanwhile);
            });
            assertThat(owner()).isEqualTo("other");
        }

        await().atMost(GENEROUS).until(() -> {
            store.readers().takeOver();
            return store.journal().devices.contains(meanwhile);
        });
        assertThat(owner()).isNotEqualTo("other");
        assertThat(store.journal().devices).containsOnlyOnce(meanwhile);
    }

    private String owner() throws Exception {
        return database.query("select owner from log_reader where name = 'journal'")
                .getFirst();
    }

    @Test
    void doesNotLetAReaderThatStopsSpoilAnAppend() {
        Appends appends = store.context().getBean(Appends.class);
        Runnable stopping = () -> {
            throw new java.util.concurrent.RejectedExecutionException("stopping");
        };
        appends.add(stopping);
        awaitJournal(store.register());
    }

    @Test
    void keepsWhoDidIt() {
        DeviceId id = Store.newId();
        store.commandBus().subscribe("register-" + id, command -> {
            store.events().publish(Store.message(id, 0));
            return null;
        });
        var said = MetaData.with("actor", "ada")
                .and("auth", "api-key")
                .and("address", "192.0.2.1")
                .and("user_agent", "curl")
                .and("correlation_id", "c1");

        store.commandBus()
                .dispatch(new GenericCommandMessage<>(new GenericCommandMessage<>("a command"), "register-" + id)
                        .andMetaData(said.and("secret", "no")));

        awaitJournal(id.value());
        assertThat(store.journal().metaData.get(id.value())).isEqualTo(said);
    }

    @Test
    void triesALostRaceAgainAndNothingElse() {
        AtomicInteger races = new AtomicInteger();
        AtomicInteger mistakes = new AtomicInteger();
        store.commandBus().subscribe(Race.class.getName(), command -> {
            if (races.incrementAndGet() < 4) {
                throw new ConcurrencyException("lost");
            }
            return "won";
        });
        store.commandBus().subscribe(Mistake.class.getName(), command -> {
            mistakes.incrementAndGet();
            throw new IllegalStateException("wrong");
        });

        assertThat(store.commands().ask(new Race("r"), Actor.PORTAL, String.class))
                .contains("won");
        assertThat(races).hasValue(4);
        assertThatThrownBy(() -> store.commands().send(new Mistake("m"), Actor.PORTAL))
                .hasMessageContaining("wrong");
        assertThat(mistakes).hasValue(1);
    }

    @Test
    void storesAnAnswerInTheTransactionOfTheChangeThatWonItsRace() {
        AtomicInteger races = new AtomicInteger();
        List<Long> stored = new ArrayList<>();
        store.commandBus().subscribe(Change.class.getName(), command -> {
            store.events().publish(Store.message(new DeviceId(((Change) command.getPayload()).aggregate()), 0));
            if (races.incrementAndGet() < 3) {
                throw new ConcurrencyException("lost");
            }
            return null;
        });
        Change taken = new Change(Store.newId().value());
        Change undone = new Change(Store.newId().value());

        long position = store.commands().send(taken, Actor.PORTAL, stored(stored::add));

        assertThat(stored).containsExactly(position);
        assertThat(races).hasValue(3);
        awaitJournal(taken.aggregate());
        assertThat(store.journal().metaData.get(taken.aggregate())).isEqualTo(Actor.PORTAL.metadata());
        assertThatThrownBy(() -> store.commands().send(undone, Actor.PORTAL, stored(_ -> {
                    throw new IllegalStateException("no room");
                })))
                .hasMessageContaining("no room");
        assertThat(store.events().lastSequenceNumberFor(undone.aggregate())).isEmpty();
    }

    private static ChangeAnswer<Long> stored(LongConsumer storage) {
        return new ChangeAnswer<>() {
            @Override
            public Long at(long position) {
                storage.accept(position);
                return position;
            }

            @Override
            public boolean isStored() {
                return true;
            }
        };
    }

    @Test
    void givesUpOnARaceItAlwaysLoses() {
        AtomicInteger races = new AtomicInteger();
        store.commandBus().subscribe(Hopeless.class.getName(), command -> {
            races.incrementAndGet();
            throw new ConcurrencyException("lost");
        });

        assertThatThrownBy(() -> store.commands().send(new Hopeless("h"), Actor.PORTAL))
                .isInstanceOf(ConcurrencyException.class);
        assertThat(races).hasValue(9);
    }

    private record Race(String aggregate) implements Command {}

    private record Change(String aggregate) implements Command {}

    private record Mistake(String aggregate) implements Command {}

    private record Hopeless(String aggregate) implements Command {}

    private void awaitJournal(String id) {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(GENEROUS)
                .until(() -> store.journal().devices.contains(id));
    }
}
