package org.deviceonboarding.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.deviceonboarding.access.start.StartRefused;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@DisplayName("The embedded server")
class EmbeddedServerTest {
    @TempDir
    private static Path directory;

    @BeforeAll
    static void useProgramsUnpackedAlready() throws Exception {
        Programs.lendTo(directory);
    }

    @Test
    void keepsItsRowsOverARestart() {
        try (EmbeddedServer server = open()) {
            JdbcClient jdbc = client(server);
            jdbc.sql("create table kept as select 42 as answer").update();
        }
        try (EmbeddedServer server = open()) {
            assertThat(client(server)
                            .sql("select answer from kept")
                            .query(Integer.class)
                            .list())
                    .isEqualTo(List.of(42));
        }
    }

    @Test
    void isDurableAndListensOnLoopbackOnly() {
        try (EmbeddedServer server = open()) {
            JdbcClient jdbc = client(server);
            assertThat(List.of("fsync", "synchronous_commit", "full_page_writes"))
                    .allSatisfy(setting -> assertThat(show(jdbc, setting)).isEqualTo("on"));
            assertThat(show(jdbc, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(show(jdbc, "unix_socket_directories")).isEmpty();
        }
    }

    @Test
    void letsNobodyInWithoutThePasswordWhichIsInAPrivateFile() throws Exception {
        try (EmbeddedServer server = open()) {
            String url =
                    Objects.requireNonNull(server.connectionDetails("postgres").getJdbcUrl());
            assertThatThrownBy(() -> {
                        try (Connection intruder = DriverManager.getConnection(url, "postgres", "postgres")) {
                            intruder.createStatement();
                        }
                    })
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
        assertThat(modeOf(directory.resolve("password"))).isEqualTo("rw-------");
        assertThat(modeOf(directory.resolve("data"))).isEqualTo("rwx------");
    }

    @Test
    void startsOverAHalfMadeDataDirectory(@TempDir Path interrupted) throws Exception {
        Programs.lendTo(interrupted);
        Files.createDirectories(interrupted.resolve("data.draft/base"));
        Files.writeString(interrupted.resolve("data.draft/PG_VERSION"), "18");

        try (EmbeddedServer server = EmbeddedServer.open(interrupted, new SecureRandom())) {
            assertThat(client(server).sql("select 1").query(Integer.class).single())
                    .isEqualTo(1);
        }
    }

    @Test
    void startsOverAPidFileWhoseNumberSomebodyElseHasNow() throws Exception {
        open().close();
        Path pidFile = directory.resolve("data/postmaster.pid");
        Files.writeString(
                pidFile, ProcessHandle.current().pid() + "\n" + directory + "\n0\n1\n\n127.0.0.1\n0\nready\n");

        try (EmbeddedServer server = open()) {
            assertThat(client(server).sql("select 1").query(Integer.class).single())
                    .isEqualTo(1);
        }
    }

    @Test
    void isStartedAgainWhereItWasWhenItDies() throws Exception {
        AtomicReference<String> givenUp = new AtomicReference<>();
        try (EmbeddedServer server = open().minded(Duration.ofMinutes(1), givenUp::set)) {
            JdbcClient jdbc = client(server);
            jdbc.sql("create table if not exists survivor as select 42 as answer")
                    .update();
            String url = server.connectionDetails("portal").getJdbcUrl();

            for (int i = 0; i < 2; i++) {
                ProcessHandle dead = postmaster();
                dead.destroyForcibly();
                await().atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> jdbc.sql("select answer from survivor")
                                        .query(Integer.class)
                                        .single()
                                == 42);
                assertThat(postmaster().pid()).isNotEqualTo(dead.pid());
            }
            assertThat(server.connectionDetails("portal").getJdbcUrl()).isEqualTo(url);
        }
        assertThat(directory.resolve("data/postmaster.pid")).doesNotExist();
        assertThat(givenUp).hasNullValue();
    }

    /** One that is busy does not notice by itself that it is an orphan. */
    @Test
    void isNotStartedBesideAProcessOfTheOneThatDied() throws Exception {
        try (EmbeddedServer server = open().minded(Duration.ofMinutes(1), _ -> {});
                Connection busy = DriverManager.getConnection(
                        server.connectionDetails("postgres").getJdbcUrl(),
                        server.connectionDetails("postgres").getUsername(),
                        server.connectionDetails("postgres").getPassword())) {
            long backend = busy.unwrap(PGConnection.class).getBackendPID();
            Thread.ofVirtual().start(() -> compute(busy));
            postmaster().destroyForcibly();

            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() ->
                            client(server).sql("select 1").query(Integer.class).single() == 1);
            // It may be there until somebody reaps it, but it runs no program any more.
            assertThat(ProcessHandle.of(backend).flatMap(one -> one.info().command()))
                    .isEmpty();
        }
    }

    private static void compute(Connection connection) {
        try (var statement = connection.createStatement()) {
            statement.execute("do $$ begin loop end loop; end $$");
        } catch (SQLException _) {
            // It is ended.
        }
    }

    @Test
    void isGivenUpIfItDoesNotStartForLong(@TempDir Path broken) throws Exception {
        Programs.lendTo(broken);
        AtomicReference<String> givenUp = new AtomicReference<>();
        try (EmbeddedServer server =
                EmbeddedServer.open(broken, new SecureRandom()).minded(Duration.ofSeconds(2), givenUp::set)) {
            Files.move(broken.resolve("data/global/pg_control"), broken.resolve("pg_control"));
            postmaster(broken).destroyForcibly();

            await().atMost(Duration.ofSeconds(60)).until(() -> givenUp.get() != null);
            assertThat(givenUp.get())
                    .startsWith("PostgreSQL in " + server.home() + " died and could not be started again within 2 s: ");
        }
    }

    private static ProcessHandle postmaster() throws IOException {
        return postmaster(directory);
    }

    private static ProcessHandle postmaster(Path home) throws IOException {
        String pid = Files.readAllLines(home.resolve("data/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    @Test
    void saysThatItsPasswordFileIsMissing() throws Exception {
        open().close();
        Path file = directory.resolve("password");
        Path kept = Files.move(file, directory.resolve("password.kept"));

        assertThatThrownBy(EmbeddedServerTest::open)
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(file.toString());

        Files.move(kept, file);
    }

    private static EmbeddedServer open() {
        return EmbeddedServer.open(directory, new SecureRandom());
    }

    private static JdbcClient client(EmbeddedServer server) {
        var details = server.withDatabase("portal").connectionDetails("portal");
        return JdbcClient.create(new DriverManagerDataSource(
                Objects.requireNonNull(details.getJdbcUrl()),
                Objects.requireNonNull(details.getUsername()),
                Objects.requireNonNull(details.getPassword())));
    }

    private static String show(JdbcClient jdbc, String setting) {
        return jdbc.sql("select current_setting(?)")
                .param(setting)
                .query(String.class)
                .single();
    }

    private static String modeOf(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
