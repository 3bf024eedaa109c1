package org.deviceonboarding.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Finds out whether a pooler gives its clients' transactions to whichever session of the server is free, as PgBouncer does in
 * transaction mode. Without a pooler, and in PgBouncer's session mode, a connection has a session to itself: what {@code LISTEN} and
 * locks of sessions need.
 */
final class SharedSessions {
    private static final String SECONDS = "10";
    private static final int ROUNDS = 3;

    private SharedSessions() {}

    /** Whether one connection's session can be another's, or another one, after a transaction. */
    static boolean areBehind(DatabaseUrl url) throws SQLException {
        try (Connection one = open(url);
                Connection other = open(url)) {
            other.setAutoCommit(false);
            for (int round = 0; round < ROUNDS; round++) {
                int before = session(one);
                // While the other one's transaction goes on, nobody else is given its session.
                if (session(other) == before || session(one) != before) {
                    return true;
                }
                other.rollback();
            }
            return false;
        }
    }

    private static int session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Connection open(DatabaseUrl url) throws SQLException {
        Properties properties = new Properties();
        if (url.user() != null) {
            properties.setProperty("user", url.user());
        }
        if (url.password() != null) {
            properties.setProperty("password", url.password());
        }
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("socketTimeout", SECONDS);
        properties.setProperty("ApplicationName", "portal start");
        return DriverManager.getConnection(url.jdbcUrl(), properties);
    }
}
