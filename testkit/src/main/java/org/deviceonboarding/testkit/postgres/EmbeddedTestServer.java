package org.deviceonboarding.testkit.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.deviceonboarding.testkit.Checkout;

/** The PostgreSQL server of this JVM. It ends with the JVM, and so does its data: nothing is flushed to the disk. */
final class EmbeddedTestServer {
    private static final String PASSWORD = "not-a-secret";

    private EmbeddedTestServer() {}

    /** Starts the server and returns its URL. */
    static String start(int connections) {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(Checkout.shared("postgres").toFile())
                    .setServerConfig("max_connections", Integer.toString(connections))
                    .setServerConfig("full_page_writes", "off")
                    .start();
            askForPasswords(server.getJdbcUrl("postgres", "postgres"));
            return "postgresql://postgres:" + PASSWORD + "@127.0.0.1:" + server.getPort() + "/postgres";
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(
                    "The embedded PostgreSQL does not start in " + Checkout.shared("postgres")
                            + ": delete that folder, or, as root, install util-linux for its unshare",
                    e);
        }
    }

    private static void askForPasswords(String url) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("alter user postgres password '" + PASSWORD + "'");
            try (ResultSet file = statement.executeQuery("show hba_file")) {
                file.next();
                Files.writeString(Path.of(file.getString(1)), "host all all samehost scram-sha-256\n");
            }
            statement.execute("select pg_reload_conf()");
        }
    }
}
