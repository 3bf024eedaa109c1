package org.deviceonboarding.log.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Reads several tables as they were at one moment. */
public final class Snapshot {
    private Snapshot() {}

    /** The work that reads the tables. */
    @FunctionalInterface
    public interface Look<T> {
        T take() throws SQLException;
    }

    /** @param tables that must stay the same tables throughout; a rebuild puts others in their place */
    public static <T> T of(Connection connection, List<String> tables, Look<T> look) throws SQLException {
        int isolation = connection.getTransactionIsolation();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        try {
            try (Statement statement = connection.createStatement()) {
                // Before the first read, which is what fixes the moment.
                statement.execute("lock table " + String.join(", ", tables) + " in access share mode");
            }
            T seen = look.take();
            connection.commit();
            return seen;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
            connection.setTransactionIsolation(isolation);
        }
    }
}
