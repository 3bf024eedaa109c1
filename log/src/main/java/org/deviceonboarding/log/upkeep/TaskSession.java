package org.deviceonboarding.log.upkeep;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pooled connection while it serves one task, which it holds the lock of. */
record TaskSession(Connection connection, boolean alone) implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TaskSession.class);

    static TaskSession open(Connection connection, Task task) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select pg_try_advisory_lock(" + Tasks.LOCK + ") from (values (?, ?)) task (kind, projection)")) {
            query.setString(1, task.kind().stored());
            query.setString(2, task.projection());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new TaskSession(connection, row.getBoolean(1));
            }
        }
    }

    /** Gives the connection back as it was, or not at all. */
    @Override
    public void close() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            statement.execute("reset search_path");
            statement.execute("select pg_advisory_unlock_all()");
        } catch (SQLException e) {
            log.debug("A task's connection is lost", e);
            connection.abort(Runnable::run);
        }
    }
}
