package org.deviceonboarding.portal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deviceonboarding.portal.Portal;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("A portal whose database is a Patroni cluster")
class PatroniIT {
    private static final Duration GENEROUS = Duration.ofMinutes(4);
    private static final int CLIENTS = 3;
    private static final int SOME = 15;

    /** Below the system's temporary files, where the user postgres gets if root runs the tests. */
    @TempDir
    private static Path folder;

    private static Patroni database;
    private static ConfigurableApplicationContext portal;
    private static Caller admin;

    @BeforeAll
    static void start() throws Exception {
        Path cluster = Files.createDirectory(folder.resolve("cluster"));
        for (Path reached : List.of(folder, cluster)) {
            Files.setPosixFilePermissions(reached, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        database = Patroni.in(cluster);
        database.up();
        Path data = folder.resolve("portal");
        portal = new SpringApplicationBuilder(Portal.class)
                .run(
                        "--PORTAL_ROLES=command,query,crl",
                        "--PORT=0",
                        "--DEVICE_PORT=off",
                        "--PUBLIC_URL=http://portal.example",
                        "--DATABASE_URL=" + database.url(),
                        "--DATA_DIR=" + data);
        int port = Objects.requireNonNull(((WebServerApplicationContext) portal).getWebServer())
                .getPort();
        admin = new Caller(port, Files.readString(data.resolve("admin.key")).strip());
    }

    @AfterAll
    static void stop() throws Exception {
        if (portal != null) {
            portal.close();
        }
        if (database != null) {
            database.down();
        }
    }

    @Test
    void losesNothingItAcknowledgedIfTheLeaderIsKilledOrFreezes(TestReporter report) throws Exception {
        try (Load load = new Load()) {
            load.awaitMore(SOME);
            String killed = database.leader();
            long before = System.nanoTime();
            database.signal("-KILL", killed);
            load.awaitMore(SOME);
            report.publishEntry("gap after a kill", load.longestGapSince(before).toString());
            database.start(killed);
            database.awaitStandby(killed);

            String frozen = database.leader();
            assertThat(frozen).isNotEqualTo(killed);
            before = System.nanoTime();
            database.signal("-STOP", frozen);
            load.awaitMore(SOME);
            report.publishEntry(
                    "gap after a freeze", load.longestGapSince(before).toString());
            database.signal("-CONT", frozen);
            database.awaitStandby(frozen);
            load.awaitMore(SOME);
            load.end();

            assertThat(load.refused).as("nothing but 503 with Retry-After").allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isEqualTo("1");
            });
            assertThat(portal.getBean(JdbcClient.class)
                            .sql("select name from device_name")
                            .query(String.class)
                            .list())
                    .containsAll(load.acknowledged);
        }
        await().atMost(GENEROUS)
                .untilAsserted(
                        () -> assertThat(admin.get("/health").field("status")).isEqualTo("healthy"));
    }

    /** Clients that register one device after the other, and remember what they were told. */
    private static final class Load implements AutoCloseable {
        private final List<String> acknowledged = new CopyOnWriteArrayList<>();
        private final List<Long> times = new CopyOnWriteArrayList<>();
        private final List<Answer> refused = new CopyOnWriteArrayList<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger count = new AtomicInteger();
        private final List<Thread> clients = Stream.generate(
                        () -> Thread.ofVirtual().start(this::register))
                .limit(CLIENTS)
                .toList();

        private void register() {
            while (!over.get()) {
                String name = "device-" + count.incrementAndGet();
                Answer answer = admin.postJson(
                        "/register",
                        """
                        {"name": "%s", "type": "pump", "key_algorithm": "ec-p256"}\
                        """.formatted(name),
                        "Idempotency-Key",
                        UUID.randomUUID().toString());
                if (answer.status() == 201) {
                    times.add(System.nanoTime());
                    acknowledged.add(name);
                } else {
                    refused.add(answer);
                }
            }
        }

        void awaitMore(int devices) {
            int before = acknowledged.size();
            await().atMost(GENEROUS).until(() -> acknowledged.size() >= before + devices);
        }

        Duration longestGapSince(long moment) {
            List<Long> since = Stream.concat(Stream.of(moment), times.stream().filter(time -> time - moment > 0))
                    .sorted()
                    .toList();
            return Duration.ofNanos(IntStream.range(1, since.size())
                            .mapToLong(i -> since.get(i) - since.get(i - 1))
                            .max()
                            .orElse(0))
                    .truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        }

        void end() throws InterruptedException {
            over.set(true);
            for (Thread client : clients) {
                assertThat(client.join(GENEROUS)).isTrue();
            }
        }

        @Override
        public void close() {
            over.set(true);
        }
    }
}
