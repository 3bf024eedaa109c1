package org.deviceonboarding.log.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.append.AppendRule;
import org.deviceonboarding.log.append.CompanionRows;
import org.deviceonboarding.log.append.CompanionTable;
import org.deviceonboarding.log.append.NewEvent;
import org.deviceonboarding.log.command.Command;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@DisplayName("Changes that wait at the same time")
@ParameterizedClass
@MethodSource("org.deviceonboarding.log.store.Store#onEachServer")
class GroupCommitTest {
    private static final int CHANGES = 24;

    private final Store store;
    private final TestDatabase database;
    private final Guests guests;

    GroupCommitTest(Store store) {
        this.store = store;
        this.database = store.database();
        this.guests = store.context().getBean(Guests.class);
    }

    /** Registers the device that it names, and keeps a row beside it. */
    private record Enter(String aggregate) implements Command {
        @Override
        public boolean onlyAppends() {
            return true;
        }
    }

    /** A rule that some devices break, and a table beside the log. */
    static class Guests implements AppendRule {
        final Set<String> unwanted = ConcurrentHashMap.newKeySet();
        final List<Integer> sizes = new ArrayList<>();
        final CompanionTable<String> table;

        Guests(JdbcTemplate jdbc) {
            table = rows -> rows.forEach(row -> jdbc.update("insert into guest values (?)", row));
        }

        @Override
        public void apply(List<NewEvent> events) {
            sizes.add(events.size());
            for (NewEvent event : events) {
                if (event.event() instanceof DeviceRegistered registered
                        && unwanted.contains(registered.deviceId().value())) {
                    throw new Refused(
                            RefusalCode.CONFLICT, registered.deviceId().value());
                }
            }
        }
    }

    @Configuration
    static class Rules {
        @Bean
        Guests guests(JdbcTemplate jdbc) {
            return new Guests(jdbc);
        }
    }

    @BeforeEach
    void prepare() throws Exception {
        database.execute("create table if not exists guest (id text primary key)");
        guests.unwanted.clear();
        guests.sizes.clear();
        if (subscribed.add(store)) {
            store.commandBus().subscribe(Enter.class.getName(), command -> {
                String id = ((Enter) command.getPayload()).aggregate();
                store.events().publish(Store.message(new DeviceId(id), 0));
                CompanionRows.add(guests.table, id);
                return null;
            });
        }
    }

    private static final Set<Store> subscribed = ConcurrentHashMap.newKeySet();

    @Test
    void areAppendedTogetherAndEachIsAnsweredWithItsOwnPosition() throws Exception {
        List<String> ids = ids();

        List<Future<Long>> answers = enterWhileAnotherHasItsTurn(ids);

        List<Long> positions = new ArrayList<>();
        for (int i = 0; i < CHANGES; i++) {
            Long position = answers.get(i).get();
            positions.add(position);
            assertThat(database.query("select position from event_log where aggregate_id = '" + ids.get(i) + "'"))
                    .containsExactly(position.toString());
        }
        assertThat(positions).doesNotHaveDuplicates();
        assertThat(guests.sizes.stream().mapToInt(size -> size).sum()).isEqualTo(CHANGES);
        assertThat(guests.sizes).hasSizeLessThan(CHANGES / 2);
        assertThat(kept(ids)).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void areNotTakenAlongByOneThatIsRefused() throws Exception {
        List<String> ids = ids();
        String refused = ids.get(CHANGES / 2);
        guests.unwanted.add(refused);

        List<Future<Long>> answers = enterWhileAnotherHasItsTurn(ids);

        for (int i = 0; i < CHANGES; i++) {
            Future<Long> answer = answers.get(i);
            if (ids.get(i).equals(refused)) {
                assertThatThrownBy(answer::get)
                        .isInstanceOf(ExecutionException.class)
                        .cause()
                        .isInstanceOf(Refused.class)
                        .hasMessage(refused);
            } else {
                assertThat(answer.get()).isPositive();
            }
        }
        assertThat(database.query("select aggregate_id from event_log where aggregate_id = '" + refused + "'"))
                .isEmpty();
        assertThat(kept(ids)).hasSize(CHANGES - 1).doesNotContain(refused);
    }

    @Test
    void ofOneAggregateAreAppendedOnce() throws Exception {
        List<String> same = java.util.Collections.nCopies(CHANGES, Store.newId().value());

        int made = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> answers = same.stream()
                    .<Future<?>>map(id -> threads.submit(() -> store.append(new DeviceId(id), 0)))
                    .toList();
            for (Future<?> answer : answers) {
                try {
                    answer.get();
                    made++;
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(org.axonframework.modelling.command.ConcurrencyException.class);
                }
            }
        }

        assertThat(made).isEqualTo(1);
        assertThat(database.query("select 1 from event_log where aggregate_id = '" + same.getFirst() + "'"))
                .hasSize(1);
    }

    /** All have come before the first can append. */
    private List<Future<Long>> enterWhileAnotherHasItsTurn(List<String> ids) throws Exception {
        List<Future<Long>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Appender other = Appender.inTotalOrder(database)) {
            other.transactions().executeWithoutResult(_ -> {
                other.append(Store.newId());
                ids.forEach(id -> answers.add(threads.submit(
                        () -> store.commands().send(new Enter(id), Actor.PORTAL, position -> position))));
                await().until(() -> store.context().getBean(GroupCommit.class).inLine() == CHANGES - 1);
            });
        }
        return answers;
    }

    private static List<String> ids() {
        return IntStream.range(0, CHANGES).mapToObj(_ -> Store.newId().value()).toList();
    }

    private List<String> kept(List<String> ids) throws Exception {
        return database.query("select id from guest").stream()
                .filter(ids::contains)
                .toList();
    }
}
