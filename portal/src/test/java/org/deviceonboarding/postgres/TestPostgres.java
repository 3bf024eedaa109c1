package org.deviceonboarding.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * PostgreSQL for tests: fresh databases on one embedded server per test run and, for tests of the store itself, on whatever
 * else is at hand: the server that {@code TEST_DATABASE_URL} names (its user must be allowed to create databases), and a
 * container where Docker answers.
 */
public final class TestPostgres {
    private static final String PREFIX = "test_";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String RUN = Long.toString(System.nanoTime(), 36);

    private TestPostgres() {}

    /**
     * A fresh, empty database.
     *
     * @param url as {@code DATABASE_URL} has it
     */
    public record Database(String server, String url) {
        public JdbcConnectionDetails details() {
            return DatabaseUrl.parse(url).connectionDetails();
        }

        public Connection connect() throws SQLException {
            return DriverManager.getConnection(
                    details().getJdbcUrl(), details().getUsername(), details().getPassword());
        }

        public void execute(String sql) throws SQLException {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        /** The first column of the answer, as text. */
        public List<String> query(String sql) throws SQLException {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                List<String> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            }
        }

        @Override
        public String toString() {
            return server;
        }
    }

    /** Spares an embedded server of a test's own the unpacking of the programs. */
    static void lendProgramsTo(Path directory) throws IOException {
        assertThat(Embedded.URL).isNotEmpty();
        Files.createSymbolicLink(
                directory.resolve("bin"), Embedded.HOME.resolve("bin").toAbsolutePath());
    }

    /** On the embedded server. */
    public static Database fresh() {
        return fresh("embedded", Embedded.URL);
    }

    /** One on each server at hand. */
    public static Stream<Database> freshOnEachServer() {
        List<Supplier<Database>> servers = new ArrayList<>();
        servers.add(TestPostgres::fresh);
        String given = System.getenv("TEST_DATABASE_URL");
        if (given != null) {
            servers.add(() -> {
                Database database = fresh("TEST_DATABASE_URL", given);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> drop(database, given)));
                return database;
            });
        }
        if (Docker.ANSWERS) {
            servers.add(() -> fresh("postgres:18 in a container", Container.url()));
        }
        return servers.stream().map(Supplier::get);
    }

    private static void drop(Database database, String server) {
        String name = database.url().replaceFirst("\\?.*", "").replaceFirst(".*/", "");
        try {
            new Database("TEST_DATABASE_URL", server).execute("drop database " + name + " with (force)");
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot drop " + name, e);
        }
    }

    private static Database fresh(String server, String url) {
        String name = PREFIX + RUN + "_" + COUNT.incrementAndGet();
        try {
            new Database(server, url).execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot make a database on " + server, e);
        }
        return new Database(server, url.replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1"));
    }

    private static final class Embedded {
        static final Path HOME = Path.of("target", "test-postgres");
        static final String URL = start();

        private static String start() {
            EmbeddedServer server = EmbeddedServer.open(HOME, new SecureRandom());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            JdbcConnectionDetails details = server.connectionDetails(Cluster.USER);
            String url = details.getJdbcUrl()
                    .replace("jdbc:postgresql://", "postgresql://" + Cluster.USER + ":" + details.getPassword() + "@");
            dropThoseOfEarlierRuns(new Database("embedded", url));
            return url;
        }

        private static void dropThoseOfEarlierRuns(Database server) {
            try {
                for (String name :
                        server.query("select datname from pg_database where datname like '" + PREFIX + "%'")) {
                    server.execute("drop database " + name + " with (force)");
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Docker {
        static final boolean ANSWERS = DockerClientFactory.instance().isDockerAvailable();
    }

    private static final class Container {
        private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:18-alpine");

        static String url() {
            POSTGRES.start();
            return Objects.requireNonNull(POSTGRES.getJdbcUrl())
                    .replace(
                            "jdbc:postgresql://",
                            "postgresql://" + POSTGRES.getUsername() + ":" + POSTGRES.getPassword() + "@");
        }
    }
}
