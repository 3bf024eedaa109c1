package org.deviceonboarding.portal.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.deviceonboarding.testkit.process.TestTool;

/** A server of the PostgreSQL that is installed on this machine, whose {@code pg_dump} may be older than the embedded server. */
record InstalledPostgres(int port, Process server) {
    static final String PASSWORD = "Secret-of-the-0wner";
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final Duration SOON = Duration.ofSeconds(30);

    static InstalledPostgres start(Path folder) throws Exception {
        Path bin = newest().resolve("bin");
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        String data = folder.resolve("data").toString();
        TestTool.succeed(
                folder,
                notAsRoot(
                        bin.resolve("initdb").toString(),
                        "--pgdata=" + data,
                        "--username=postgres",
                        "--auth=scram-sha-256",
                        "--pwfile=" + password,
                        "--encoding=UTF8",
                        "--locale=C.UTF-8",
                        "--no-sync"));
        int port = Installation.freePort();
        Process server = TestTool.start(
                folder,
                folder.resolve("server.log"),
                notAsRoot(
                        bin.resolve("postgres").toString(),
                        "-D",
                        data,
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off"));
        InstalledPostgres postgres = new InstalledPostgres(port, server);
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> postgres.execute("select 1"));
        return postgres;
    }

    /** An empty database, as a {@code DATABASE_URL}. */
    String create(String database) throws SQLException {
        execute("create database " + database);
        return url(database);
    }

    String url(String database) {
        return "postgresql://postgres:" + PASSWORD + "@127.0.0.1:" + port + "/" + database;
    }

    List<String> databases() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select datname from pg_database where not datistemplate order by 1")) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&password=" + PASSWORD);
    }

    void stop() throws InterruptedException {
        server.destroy();
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private static Path newest() throws Exception {
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.comparingInt(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .orElseThrow(() -> new AssertionError("This test needs initdb: apt-get install postgresql"));
        }
    }

    /** PostgreSQL refuses to run as root. */
    private static List<String> notAsRoot(String... command) {
        List<String> line = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            line.addAll(List.of("unshare", "-U"));
        }
        line.addAll(List.of(command));
        return line;
    }
}
