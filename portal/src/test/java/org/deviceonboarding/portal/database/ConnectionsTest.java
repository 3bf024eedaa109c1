package org.deviceonboarding.portal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.portal.Portal;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

@DisplayName("A process on a server with few connections")
class ConnectionsTest {
    /** Of which three are for superusers only. */
    private static final int SERVER = 20;

    private static final int BUDGET = 9;
    private static final int CALLERS = 40;
    private static final Duration GENEROUS = Duration.ofSeconds(90);
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
    private static final Duration NOBODY_WAITS_LONGER = Duration.ofSeconds(30);

    @TempDir
    private static Path data;

    private static TestDatabase admin;
    private static TestDatabase database;
    private static ConfigurableApplicationContext portal;
    private static Caller caller;
    private static Caller nobody;

    private final List<Connection> others = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeAll
    static void start() throws Exception {
        admin = TestPostgres.emptyWithConnections(SERVER);
        admin.execute("create role portal login password 'portal'");
        admin.execute("create role other login password 'other'");
        admin.execute("alter database " + admin.name() + " owner to portal");
        database = admin.as("portal", "portal");
        portal = start(data, BUDGET);
        int port = Objects.requireNonNull(((WebServerApplicationContext) portal).getWebServer())
                .getPort();
        caller = new Caller(port, Files.readString(data.resolve("admin.key")).strip());
        nobody = new Caller(port, null);
    }

    private static ConfigurableApplicationContext start(Path data, int connections) {
        return new SpringApplicationBuilder(Portal.class)
                .run(
                        "--PORTAL_ROLES=command,query,crl",
                        "--PORT=0",
                        "--DEVICE_PORT=off",
                        "--PUBLIC_URL=http://portal.example",
                        "--DATABASE_URL=" + database.url(),
                        "--DATABASE_CONNECTIONS=" + connections,
                        "--SECRET_KEY=the-same-for-all-processes-of-the-test",
                        "--CA_ROOT_PATH=" + ConnectionsTest.data.resolve("ca"),
                        "--DATA_DIR=" + data);
    }

    @AfterEach
    void othersLeave() throws Exception {
        for (Connection other : others) {
            other.close();
        }
        threads.close();
        await().atMost(GENEROUS)
                .untilAsserted(
                        () -> assertThat(nobody.get("/health").field("status")).isEqualTo("healthy"));
        register().is(201);
    }

    @AfterAll
    static void stop() {
        portal.close();
    }

    @Test
    void opensNoMoreThanItsBudgetHoweverManyCallersThereAre() {
        CompletableFuture<List<Answer>> answers = ask(CALLERS, ConnectionsTest::register);
        int most = 0;
        while (!answers.isDone()) {
            most = Math.max(most, connections());
        }

        assertThat(answers.join()).allSatisfy(ConnectionsTest::isDoneOrPutOff);
        assertThat(answers.join()).anySatisfy(answer -> answer.is(201));
        assertThat(most).isGreaterThan(2).isLessThanOrEqualTo(BUDGET);
    }

    @Test
    void isDegradedWithNumbersWhileTheServerHasNoRoomForAllItsConnections() throws Exception {
        takeAllThatIsLeft();

        JsonNode details = degraded("too_few_connections");

        assertThat(details.path("left").asInt()).isZero();
        assertThat(details.path("wanted").asInt()).isBetween(1, BUDGET);
        assertThat(ask(CALLERS, ConnectionsTest::register).join()).allSatisfy(ConnectionsTest::isDoneOrPutOff);
        assertThat(ask(CALLERS, () -> caller.get("/devices")).join()).allSatisfy(ConnectionsTest::isDoneOrPutOff);
    }

    @Test
    void answersEverybodyWhoGetsNoConnectionOfThePoolInTimeAndSaysSo() throws Exception {
        Connection other = database.connect();
        others.add(other);
        other.setAutoCommit(false);
        try (Statement statement = other.createStatement()) {
            statement.execute("lock table device_model in access exclusive mode");
        }
        long start = System.nanoTime();

        CompletableFuture<List<Answer>> answers = ask(CALLERS, () -> caller.get("/devices"));
        await().atMost(GENEROUS).untilAsserted(() -> degraded("connections_exhausted"));

        assertThat(answers.join()).allSatisfy(answer -> {
            answer.isProblem(503, "unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        });
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(NOBODY_WAITS_LONGER);
    }

    @Test
    void doesNotStartWithFewerThanItNeeds(@TempDir Path elsewhere) throws Exception {
        assertThatThrownBy(() -> start(elsewhere, 3).close())
                .rootCause()
                .isInstanceOf(StartRefused.class)
                .hasMessage("DATABASE_CONNECTIONS is 3, and a process with these roles needs at least 7");
        takeAllThatIsLeft();
        others.removeLast().close();
        others.removeLast().close();
        others.removeLast().close();

        assertThatThrownBy(() -> start(elsewhere, BUDGET).close())
                .rootCause()
                .hasMessageMatching(
                        "The database's server has \\d connections for this process, which needs at least 7");
    }

    private void takeAllThatIsLeft() {
        TestDatabase stranger = admin.as("other", "other");
        try {
            while (true) {
                others.add(stranger.connect());
            }
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("53300");
        }
    }

    private static JsonNode degraded(String problem) {
        long start = System.nanoTime();
        JsonNode health = nobody.get("/health").is(200).json();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TWO_SECONDS);
        assertThat(health.path("checks").path("database").asString()).isEqualTo("degraded");
        JsonNode details = health.path("details").path("database");
        assertThat(details.path("problem").asString()).isEqualTo(problem);
        return details;
    }

    private static void isDoneOrPutOff(Answer answer) {
        if (answer.status() >= 300) {
            answer.isProblem(503, "unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
    }

    private CompletableFuture<List<Answer>> ask(int callers, Supplier<Answer> request) {
        List<CompletableFuture<Answer>> answers = IntStream.range(0, callers)
                .mapToObj(_ -> CompletableFuture.supplyAsync(request, threads))
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(_ -> answers.stream().map(CompletableFuture::join).toList());
    }

    private static Answer register() {
        return caller.postJson("/register", """
                {"name": "device-%s", "type": "pump", "key_algorithm": "ec-p256"}""".formatted(UUID.randomUUID()));
    }

    private static int connections() {
        return Integer.parseInt(admin.query("select count(*) from pg_stat_activity where usename = 'portal'")
                .getFirst());
    }
}
