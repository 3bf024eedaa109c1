package org.deviceonboarding.portal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.portal.Portal;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

@DisplayName("A PgBouncer in transaction mode")
class PgBouncerTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final int DEVICES = 40;
    private static final int CALLERS = 8;

    @TempDir
    private static Path data;

    private static TestDatabase database;
    private static PgBouncer bouncer;
    private static ConfigurableApplicationContext portal;
    private static Caller admin;

    @BeforeAll
    static void start() throws Exception {
        database = TestPostgres.migrated();
        bouncer = PgBouncer.before(database);
        portal = start(data, bouncer.transactions(), database.url());
        int port = Objects.requireNonNull(((WebServerApplicationContext) portal).getWebServer())
                .getPort();
        admin = new Caller(port, Files.readString(data.resolve("admin.key")).strip());
    }

    private static ConfigurableApplicationContext start(Path data, TestDatabase pool, String direct) {
        return new SpringApplicationBuilder(Portal.class)
                .run(
                        "--PORTAL_ROLES=command,query,crl",
                        "--PORT=0",
                        "--DEVICE_PORT=off",
                        "--PUBLIC_URL=http://portal.example",
                        "--DATABASE_URL=" + pool.url(),
                        "--DATABASE_DIRECT_URL=" + direct,
                        "--DATA_DIR=" + data);
    }

    @AfterAll
    static void stop() {
        portal.close();
        bouncer.close();
    }

    @Test
    void isUsedByEverythingThatNeedsNoSessionOfItsOwn() {
        try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
            List<CompletableFuture<Answer>> answers = IntStream.range(0, DEVICES)
                    .mapToObj(number -> CompletableFuture.supplyAsync(() -> admin.register("pump-" + number), threads))
                    .toList();
            assertThat(answers)
                    .allSatisfy(answer -> admin.get("/device/" + answer.join().field("device_id"))
                            .is(200));
        }
        String id = admin.register("pump").field("device_id");
        String position = admin.post("/revoke/" + id).is(200).field("position");
        admin.get("/crl?min_position=" + position).is(200);
        admin.post("/admin/projections/devices/rebuild").is(202);
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(database.query(
                                "select state from upkeep_task where kind = 'rebuild' and projection = 'devices'"))
                        .containsExactly("done"));
        admin.post("/audit/state-proof").is(202);
        await().atMost(GENEROUS)
                .untilAsserted(
                        () -> assertThat(admin.get("/audit/state-proof").is(200).field("state"))
                                .isEqualTo("agreed"));

        assertThat(admin.get("/health").is(200).field("status")).isEqualTo("healthy");
        assertThat(Integer.parseInt(database.query("select count(*) from pg_stat_activity where datname = '"
                                + database.name() + "' and application_name = 'portal'")
                        .getFirst()))
                .isBetween(1, PgBouncer.SESSIONS);
        for (int session = 0; session < PgBouncer.SESSIONS; session++) {
            assertThat(
                            bouncer.transactions()
                                    .query(
                                            "select current_setting('lock_timeout') || ' ' ||"
                                                    + " (select count(*) from pg_prepared_statements) || ' ' ||"
                                                    + " (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid())"))
                    .as("nothing of a client stays in a session")
                    .containsExactly("0 0 0");
        }
    }

    @Test
    void isRefusedAtTheStartIfThereIsNoDirectUrl(@TempDir Path elsewhere) {
        Stream.of("", bouncer.transactions().url())
                .forEach(direct -> assertThatThrownBy(() ->
                                start(elsewhere, bouncer.transactions(), direct).close())
                        .rootCause()
                        .isInstanceOf(StartRefused.class)
                        .hasMessageContaining(
                                direct.isEmpty()
                                        ? "DATABASE_URL leads to a pooler in transaction mode, and there is no DATABASE_DIRECT_URL"
                                        : "DATABASE_DIRECT_URL leads to a pooler in transaction mode"));
    }

    @Test
    void isLikeTheServerItselfInSessionMode(@TempDir Path elsewhere) throws Exception {
        Files.createDirectories(elsewhere);
        assertThatThrownBy(() -> new SpringApplicationBuilder(Portal.class)
                        .run(
                                "--PORTAL_ROLES=crl",
                                "--PORT=0",
                                "--DATABASE_URL=" + bouncer.sessions().url(),
                                "--DATA_DIR=" + elsewhere)
                        .close())
                .rootCause()
                .hasMessageContaining("There is no CA in"); // the first check that comes after that of the URL
    }
}
