package org.deviceonboarding.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The log")
@ParameterizedClass
@MethodSource("org.deviceonboarding.testkit.postgres.TestPostgres#migratedOnEachServer")
class TotalOrderTest {
    private static final int APPENDERS = 8;
    private static final int APPENDS = 40;

    private final TestDatabase database;

    TotalOrderTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void isSeenInItsOrderHoweverAppendersDelayAndFail() throws Exception {
        try (Appender appender = Appender.inTotalOrder(database);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch done = new CountDownLatch(APPENDERS);
            Future<List<Long>> reader = threads.submit(() -> tail(done));
            List<Future<?>> appenders = new ArrayList<>();
            for (int i = 0; i < APPENDERS; i++) {
                appenders.add(threads.submit(() -> {
                    try {
                        IntStream.range(0, APPENDS).forEach(n -> appendOrFail(appender));
                    } finally {
                        done.countDown();
                    }
                }));
            }
            for (Future<?> one : appenders) {
                one.get();
            }

            assertThat(reader.get()).hasSizeGreaterThan(APPENDERS).isEqualTo(positions());
        }
    }

    @Test
    void takesAnAppendOnlyWhenTheOneBeforeIsDecided() throws Exception {
        DeviceId first = Store.newId();
        DeviceId second = Store.newId();
        try (Appender appender = Appender.inTotalOrder(database);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> waiting = appender.transactions().execute(status -> {
                appender.append(first);
                Future<?> append = threads.submit(() -> appender.append(second));
                awaitQueued();
                return append;
            });
            java.util.Objects.requireNonNull(waiting).get();
        }

        assertThat(database.query("select aggregate_id from event_log where aggregate_id in ('" + first + "', '"
                        + second + "') order by position"))
                .containsExactly(first.value(), second.value());
    }

    private static void appendOrFail(Appender appender) {
        appender.transactions().executeWithoutResult(status -> {
            appender.append(Store.newId());
            sleep(ThreadLocalRandom.current().nextInt(6));
            if (ThreadLocalRandom.current().nextInt(10) < 3) {
                status.setRollbackOnly();
            }
        });
    }

    /** What a reader sees that asks for nothing but what comes after the last it saw. */
    private List<Long> tail(CountDownLatch done) throws SQLException {
        List<Long> seen = new ArrayList<>();
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(
                        "select global_index from domain_event_entry where global_index > ? order by global_index")) {
            long last = 0;
            boolean finished;
            do {
                finished = done.getCount() == 0;
                query.setLong(1, last);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        last = rows.getLong(1);
                        seen.add(last);
                    }
                }
            } while (!finished);
        }
        return seen;
    }

    private List<Long> positions() throws SQLException {
        return database.query("select global_index from domain_event_entry order by global_index").stream()
                .map(Long::valueOf)
                .toList();
    }

    private void awaitQueued() {
        Callable<Boolean> queued =
                () -> !database.query("select pid from pg_locks where locktype = 'advisory' and not granted"
                                + " and database = (select oid from pg_database where datname = current_database())")
                        .isEmpty();
        org.awaitility.Awaitility.await().until(queued);
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
