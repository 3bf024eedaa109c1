package org.deviceonboarding.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

@DisplayName("The embedded server, when processes die")
class KilledServerTest {
    @TempDir
    private Path directory;

    private final List<Process> started = new java.util.ArrayList<>();

    /** Opens the directory, makes a row, says so, and waits to be killed or to have its input closed. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] args) throws Exception {
            try (EmbeddedServer server =
                    EmbeddedServer.open(Path.of(args[0]), new SecureRandom()).minded(Duration.ofSeconds(2), End::of)) {
                execute(server, "create table if not exists kept (who text)");
                execute(server, "insert into kept values ('" + args[1] + "')");
                System.out.println("committed");
                while (System.in.read() >= 0) {}
            }
        }
    }

    @BeforeEach
    void useProgramsUnpackedAlready() throws IOException {
        Programs.lendTo(directory);
    }

    @AfterEach
    void killWhatIsLeft() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void outlivesItsKilledOwnerAndIsAdoptedAndStoppedByTheNext() throws Exception {
        kill(start("first"));
        ProcessHandle orphan = postmaster();
        assertThat(orphan.isAlive()).isTrue();

        try (EmbeddedServer server = EmbeddedServer.open(directory, new SecureRandom())) {
            assertThat(postmaster().pid()).isEqualTo(orphan.pid());
            assertThat(rows(server)).containsExactly("first");
        }
        assertThat(directory.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void recoversWhenItWasKilledWithItsOwner() throws Exception {
        Process owner = start("first");
        ProcessHandle postmaster = postmaster();
        kill(owner);
        postmaster.destroyForcibly();

        try (EmbeddedServer server = EmbeddedServer.open(directory, new SecureRandom())) {
            assertThat(rows(server)).containsExactly("first");
        }
    }

    /** Whoever supervises the process must see it. */
    @Test
    void endsItsOwnerIfItCannotBeStartedAgain() throws Exception {
        Process owner = start("first");
        Files.move(directory.resolve("data/global/pg_control"), directory.resolve("pg_control"));
        postmaster().destroyForcibly();

        assertThat(owner.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(owner.exitValue()).isEqualTo(1);
    }

    @Test
    void isSharedByProcessesAndStopsWithItsOwnerOnly() throws Exception {
        Process owner = start("owner");
        Process guest = start("guest");

        guest.getOutputStream().close();
        assertThat(guest.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(postmaster().isAlive()).isTrue();

        owner.getOutputStream().close();
        assertThat(owner.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(directory.resolve("data/postmaster.pid")).doesNotExist();
    }

    private Process start(String row) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        directory.toString(),
                        row)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        BufferedReader output = process.inputReader();
        assertThat(output.lines().takeWhile(line -> !line.equals("committed"))).doesNotContainNull();
        return process;
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private ProcessHandle postmaster() throws IOException {
        String pid =
                Files.readAllLines(directory.resolve("data/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static void execute(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(EmbeddedServer server) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select string_agg(who, ',') from kept")) {
            row.next();
            return List.of(row.getString(1).split(",", -1));
        }
    }

    private static Connection connect(EmbeddedServer server) throws SQLException {
        JdbcConnectionDetails details = server.connectionDetails("postgres");
        return DriverManager.getConnection(details.getJdbcUrl(), details.getUsername(), details.getPassword());
    }
}
