package org.deviceonboarding.log.database;

import java.io.Serial;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Tells a commit that failed from one of which nobody knows. Behind a pooler, each transaction has the bounds that a session has
 * without one.
 */
final class Transactions extends JdbcTransactionManager {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final String BOUNDS =
            "set local lock_timeout = '10s'; set local idle_in_transaction_session_timeout = '60s'";

    /** What PostgreSQL says of a cancelled wait for the standby, and of one that ends with the connection. */
    private static final Set<String> CANCELLED_WAIT = Set.of("01000", "57P01");

    private final transient DatabaseTrouble trouble;
    private final boolean pooled;

    /** @param pooled whether the connections lead to a pooler */
    Transactions(DataSource database, DatabaseTrouble trouble, boolean pooled) {
        super(database);
        this.trouble = trouble;
        this.pooled = pooled;
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        if (pooled) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(BOUNDS);
            }
        }
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        try {
            commitOnStandby(status);
        } catch (RuntimeException e) {
            trouble.note(e);
            boolean changes = Change.current().map(Change::appends).orElse(true);
            throw changes && DatabaseFault.leavesOpen(e) ? new OutcomeUnknown(e) : e;
        }
        Change.current().ifPresent(Change::commit);
    }

    /** A commit that somebody cancelled while it waited for the standby succeeds, with a warning: a failover may lose it. */
    private void commitOnStandby(DefaultTransactionStatus status) {
        Connection connection = ((JdbcTransactionObjectSupport) status.getTransaction())
                .getConnectionHolder()
                .getConnection();
        try {
            connection.clearWarnings(); // those of the statements before
            super.doCommit(status);
            SQLWarning warning = connection.getWarnings();
            if (warning != null && CANCELLED_WAIT.contains(String.valueOf(warning.getSQLState()))) {
                throw new OutcomeUnknown(warning);
            }
        } catch (SQLException e) {
            throw translateException("JDBC commit", e);
        }
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        Change.current().ifPresent(Change::rollBack);
        super.doRollback(status);
    }
}
