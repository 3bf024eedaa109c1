package org.deviceonboarding.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.awaitility.Awaitility;
import org.deviceonboarding.testkit.pki.PrivateCa;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A DATABASE_URL with sslmode=verify-full")
class VerifiedServerTest {
    private static final int CONNECTIONS = 20;

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static Path authority;

    @BeforeAll
    static void start() throws Exception {
        PrivateCa ca = PrivateCa.in(folder);
        authority = ca.file();
        database = TestPostgres.emptyWithConnections(CONNECTIONS);
        Path place = Path.of(database.query("show data_directory").getFirst());
        Files.copy(folder.resolve("server.crt"), place.resolve("server.crt"));
        Path key = Files.copy(folder.resolve("server.key"), place.resolve("server.key"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        database.execute("alter system set ssl = on");
        database.execute("select pg_reload_conf()");
        Awaitility.await().until(() -> database.query("show ssl").getFirst().equals("on"));
    }

    @Test
    void reachesTheServerOverTls() throws Exception {
        try (Connection connection = connect("127.0.0.1", authority);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
            row.next();
            assertThat(row.getBoolean(1)).isTrue();
        }
    }

    @Test
    void refusesACertificateOfAnotherCaOrForAnotherName(@TempDir Path elsewhere) throws Exception {
        Path other = PrivateCa.in(elsewhere).file();

        assertThatThrownBy(() -> connect("127.0.0.1", other)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> connect("127.0.0.2", authority))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("127.0.0.2");
    }

    private static Connection connect(String host, Path ca) throws SQLException {
        DatabaseUrl url = DatabaseUrl.parse(
                "DATABASE_URL",
                database.url().replace("127.0.0.1", host) + "?sslmode=verify-full&sslrootcert=" + ca.toAbsolutePath());
        return DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
    }
}
