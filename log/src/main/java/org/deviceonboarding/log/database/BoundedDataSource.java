package org.deviceonboarding.log.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Hands out connections that a {@link Change} does not wait on for long. A connection whose patience ended is broken, so what was
 * begun on it and not committed never will be. The pool gives the next one who gets it all the time again.
 */
final class BoundedDataSource extends DelegatingDataSource {
    private static final String CONNECTION_FAILURE = "08006";

    /** A connection that died in silence, as at a firewall that forgot it, must not keep a reader waiting for ever. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Supplier<DatabaseTrouble> trouble;

    BoundedDataSource(DataSource pool, Supplier<DatabaseTrouble> trouble) {
        super(pool);
        this.trouble = trouble;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Optional<Change> change = Change.current();
        return change.isPresent() ? connection(change.get()) : bounded(pooled(), Math.toIntExact(SILENCE.toMillis()));
    }

    private Connection pooled() throws SQLException {
        try {
            return super.getConnection();
        } catch (SQLTransientConnectionException e) {
            trouble.get().noteLackOfConnections(e);
            throw e;
        }
    }

    private Connection connection(Change change) throws SQLException {
        if (change.failed()) {
            throw new SQLTransientConnectionException("The database failed this request before", CONNECTION_FAILURE);
        }
        try {
            return bounded(pooled(), change.patienceMillis());
        } catch (SQLException e) {
            change.fail();
            throw e;
        }
    }

    private static Connection bounded(Connection connection, int millis) throws SQLException {
        try {
            connection.setNetworkTimeout(Runnable::run, millis);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
