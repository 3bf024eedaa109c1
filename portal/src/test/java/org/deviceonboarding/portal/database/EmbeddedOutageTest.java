package org.deviceonboarding.portal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.deviceonboarding.portal.Portal;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

@DisplayName("A portal on the embedded server")
class EmbeddedOutageTest {
    private static final Duration GENEROUS = Duration.ofSeconds(90);

    @TempDir
    private static Path data;

    private static ConfigurableApplicationContext portal;
    private static Caller admin;

    @BeforeAll
    static void start() throws Exception {
        portal = new SpringApplicationBuilder(Portal.class)
                .run(
                        "--PORTAL_ROLES=command,query,crl",
                        "--PORT=0",
                        "--DEVICE_PORT=off",
                        "--PUBLIC_URL=http://portal.example",
                        "--DATA_DIR=" + data);
        int port = Objects.requireNonNull(((WebServerApplicationContext) portal).getWebServer())
                .getPort();
        admin = new Caller(port, Files.readString(data.resolve("admin.key")).strip());
    }

    @AfterAll
    static void stop() {
        portal.close();
    }

    @Test
    void losesNothingItAcknowledgedAndGoesOnWhenThatIsKilled() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < 2; kill++) {
            register("before-" + kill).ifPresent(acknowledged::add);
            long killed = postmaster().pid();
            postmaster().destroyForcibly();
            List<Answer> meanwhile = new ArrayList<>();
            int round = kill;
            await().atMost(GENEROUS).until(() -> {
                Answer answer = answer("during-" + round + "-" + meanwhile.size());
                meanwhile.add(answer);
                return answer.status() == 201 && isBack(killed);
            });
            assertThat(meanwhile).extracting(Answer::status).isSubsetOf(201, 503);
            meanwhile.stream()
                    .filter(answer -> answer.status() == 201)
                    .forEach(answer -> acknowledged.add(answer.field("device_id")));
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(4);
        for (String device : acknowledged) {
            await().atMost(GENEROUS)
                    .untilAsserted(() ->
                            assertThat(admin.get("/device/" + device).status()).isEqualTo(200));
        }
        awaitHealthy();
    }

    @Test
    void saysInTimeThatItHangsAndGoesOnWhenItDoesNotAnyMore() throws Exception {
        String device = register("before").orElseThrow();
        signal("-STOP");
        try {
            long start = System.nanoTime();
            Answer health = admin.get("/health").is(503);
            assertThat(since(start)).isLessThan(Duration.ofSeconds(2));
            assertThat(health.json().path("checks").path("database").asString()).isEqualTo("unhealthy");
            start = System.nanoTime();
            admin.get("/health/ready").is(503);
            assertThat(since(start)).isLessThan(Duration.ofSeconds(2));
            start = System.nanoTime();
            admin.get("/health/live", "Cookie", "onboarding_session=x").is(200);
            assertThat(since(start)).isLessThan(Duration.ofSeconds(2));
            for (int i = 0; i < 3; i++) {
                start = System.nanoTime();
                admin.post("/suspend/" + device).isProblem(503, "unavailable");
                assertThat(since(start)).isLessThan(Duration.ofSeconds(5));
            }
        } finally {
            signal("-CONT");
        }
        await().atMost(GENEROUS)
                .untilAsserted(() -> admin.post("/suspend/" + device).is(200));
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(admin.get("/device/" + device).field("status"))
                        .isEqualTo("suspended"));
        awaitHealthy();
        admin.get("/health/ready").is(200);
    }

    @Test
    void acknowledgesNothingThatNoStandbyHasBecauseItsWaitWasCancelled() throws Exception {
        awaitHealthy();
        try (Connection server = server();
                Statement statement = server.createStatement();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            statement.execute("alter system set synchronous_standby_names = 'nobody'");
            statement.execute("select pg_reload_conf()");
            try {
                Future<Answer> waits = threads.submit(() -> answer("cancelled"));
                await().atMost(GENEROUS).until(() -> {
                    statement.execute(
                            "select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'");
                    return waits.isDone();
                });
                waits.get().isProblem(503, "outcome_unknown");
            } finally {
                statement.execute("alter system reset synchronous_standby_names");
                statement.execute("select pg_reload_conf()");
            }
        }
        awaitHealthy();
    }

    private static Connection server() throws Exception {
        String port =
                Files.readAllLines(data.resolve("postgres/data/postmaster.pid")).get(3);
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/portal",
                "postgres",
                Files.readString(data.resolve("postgres/password")).strip());
    }

    private static void awaitHealthy() {
        await().atMost(GENEROUS)
                .untilAsserted(
                        () -> assertThat(admin.get("/health").field("status")).isEqualTo("healthy"));
    }

    private static Optional<String> register(String name) {
        Answer answer = answer(name);
        return answer.status() == 201 ? Optional.of(answer.field("device_id")) : Optional.empty();
    }

    private static Answer answer(String name) {
        return admin.postJson("/register", """
            {"name": "%s", "type": "pump", "key_algorithm": "ec-p256"}\
            """.formatted(name));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static boolean isBack(long killed) {
        try {
            return postmaster().pid() != killed;
        } catch (IOException | RuntimeException e) {
            return false; // it is about to write its number
        }
    }

    private static ProcessHandle postmaster() throws IOException {
        String pid =
                Files.readAllLines(data.resolve("postgres/data/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /** To the server and all its processes. */
    private static void signal(String signal) throws Exception {
        ProcessHandle postmaster = postmaster();
        List<String> command = new ArrayList<>(List.of("kill", signal));
        Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .forEach(process -> command.add(Long.toString(process.pid())));
        assertThat(new ProcessBuilder(command).start().waitFor(30, TimeUnit.SECONDS))
                .isTrue();
    }
}
