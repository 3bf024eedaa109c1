package org.deviceonboarding.command.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deviceonboarding.command.enforcement.BrokerEnforcement.State;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.log.read.ChangeReceipts;
import org.deviceonboarding.log.read.FilteredLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

@DisplayName("Those who wait for receipts")
class WaitersTest {
    private static final AwaitedEvent CHANGE = new AwaitedEvent(7, Instant.EPOCH);
    private static final List<BrokerEnforcement> PENDING = List.of(is(State.PENDING));
    private static final List<BrokerEnforcement> ENFORCED = List.of(is(State.ENFORCED));
    private static final Duration LONG = Duration.ofSeconds(50);

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicReference<List<BrokerEnforcement>> log = new AtomicReference<>(PENDING);
    private final AtomicReference<Runnable> append = new AtomicReference<>(() -> {});
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong newest = new AtomicLong(1);
    private volatile boolean away;
    private Waiters waiters;

    @BeforeEach
    void start() {
        waiters = new Waiters(
                new Receipts(nobodyAsks(FilteredLog.class), nobodyAsks(ChangeReceipts.class)) {
                    @Override
                    long newest() {
                        looks.incrementAndGet();
                        if (away) {
                            throw new DataAccessResourceFailureException("no database");
                        }
                        return newest.get();
                    }

                    @Override
                    Map<AwaitedEvent, List<BrokerEnforcement>> of(Collection<AwaitedEvent> changes) {
                        return changes.stream()
                                .distinct()
                                .collect(Collectors.toMap(Function.identity(), _ -> log.get()));
                    }
                },
                append::set);
        waiters.start();
    }

    private static <T> T nobodyAsks(Class<T> log) {
        return mock(log, _ -> {
            throw new AssertionError("nobody asks a database here");
        });
    }

    @AfterEach
    void stop() {
        waiters.stop();
        callers.close();
    }

    @Test
    void costTheDatabaseNoMoreTheMoreTheyAreOrTheMoreIsAppended() throws Exception {
        List<Future<List<BrokerEnforcement>>> waiting = wait(200);
        int before = looks.get();
        long began = System.nanoTime();
        while (System.nanoTime() - began < 1_000_000_000L) {
            append.get().run();
            Thread.sleep(1);
        }
        assertThat(looks.get() - before).as("looks within a second").isLessThanOrEqualTo(25);

        receiptComes();
        for (Future<List<BrokerEnforcement>> one : waiting) {
            assertThat(one.get()).isEqualTo(ENFORCED);
        }
    }

    @Test
    void areAnsweredAtOnceBeyondTheMostThatMayWait() throws Exception {
        List<Future<List<BrokerEnforcement>>> waiting = wait(Waiters.MOST);

        assertThat(waiters.await(CHANGE, PENDING, LONG)).isEqualTo(PENDING);
        assertThat(waiting).noneMatch(Future::isDone);

        receiptComes();
        waiting.forEach(one -> assertThat(result(one)).isEqualTo(ENFORCED));
        log.set(PENDING);
        Future<List<BrokerEnforcement>> next = wait(1).getFirst();
        assertThat(next).as("the places are free again").isNotDone();
        receiptComes();
        assertThat(result(next)).isEqualTo(ENFORCED);
    }

    @Test
    void outlastADatabaseThatIsAway() throws Exception {
        away = true;
        Future<List<BrokerEnforcement>> waiting = wait(1).getFirst();
        assertThat(looks.get()).isPositive();
        away = false;
        receiptComes();

        assertThat(result(waiting)).isEqualTo(ENFORCED);
    }

    @Test
    void areLetGoWhenTheProcessEnds() throws Exception {
        List<Future<List<BrokerEnforcement>>> waiting = wait(10);

        waiters.stop();

        waiting.forEach(one -> assertThat(result(one)).isEqualTo(PENDING));
        assertThat(waiters.await(CHANGE, PENDING, LONG)).isEqualTo(PENDING);
    }

    @Test
    void gettingNothingInTimeHearWhatWasSeenLast() {
        assertThat(waiters.await(CHANGE, PENDING, Duration.ofMillis(20))).isEqualTo(PENDING);
        assertThat(waiters.await(CHANGE, List.of(is(State.UNPROVEN)), LONG)).isEqualTo(List.of(is(State.UNPROVEN)));
        assertThat(waiters.await(CHANGE, List.of(), LONG)).isEmpty();
    }

    /** @return once all of them wait */
    private List<Future<List<BrokerEnforcement>>> wait(int number) throws InterruptedException {
        List<Future<List<BrokerEnforcement>>> waiting = new ArrayList<>();
        int looked = looks.get();
        for (int i = 0; i < number; i++) {
            waiting.add(callers.submit(() -> waiters.await(CHANGE, PENDING, LONG)));
        }
        for (int i = 0; i < 1_000 && (waiters.number() < number || looks.get() == looked); i++) {
            Thread.sleep(5);
        }
        assertThat(waiters.number()).isEqualTo(number);
        return waiting;
    }

    private void receiptComes() {
        log.set(ENFORCED);
        newest.incrementAndGet();
        append.get().run();
    }

    private static List<BrokerEnforcement> result(Future<List<BrokerEnforcement>> waiting) {
        try {
            return waiting.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static BrokerEnforcement is(State state) {
        return new BrokerEnforcement(new BrokerId("mosquitto"), state, null, null, null);
    }
}
