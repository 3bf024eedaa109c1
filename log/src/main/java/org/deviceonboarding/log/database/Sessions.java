package org.deviceonboarding.log.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * Opens database connections outside the pool. Each is a session of its own, as {@code LISTEN}, locks of a session and temporary
 * tables need it.
 */
public final class Sessions {
    /** As those of the pool have them. */
    private static final String BOUNDS = "set lock_timeout = '10s'; set idle_in_transaction_session_timeout = '60s'";

    private final JdbcConnectionDetails database;

    public Sessions(JdbcConnectionDetails database) {
        this.database = database;
    }

    /**
     * Opens a connection. The caller closes it.
     *
     * @param name of the connection in {@code pg_stat_activity}
     * @param silence after which a database that does not answer counts as lost
     */
    public Connection open(String name, Duration silence) throws SQLException {
        Properties properties = new Properties();
        putIfPresent(properties, "user", database.getUsername());
        putIfPresent(properties, "password", database.getPassword());
        properties.setProperty("connectTimeout", "10");
        // As in the pool, until it is open: a frozen server accepts a connection, and says nothing.
        properties.setProperty("sslResponseTimeout", "2000");
        properties.setProperty("socketTimeout", Long.toString(Math.min(silence.toSeconds(), 3)));
        properties.setProperty("hostRecheckSeconds", "2");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("ApplicationName", name);
        Connection connection = DriverManager.getConnection(database.getJdbcUrl(), properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute(BOUNDS);
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(silence.toMillis()));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void putIfPresent(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }
}
