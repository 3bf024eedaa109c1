package org.deviceonboarding.log.database;

import java.io.Serial;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Tells a commit that failed from one of which nobody knows. */
final class Transactions extends JdbcTransactionManager {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient DatabaseTrouble trouble;

    Transactions(DataSource database, DatabaseTrouble trouble) {
        super(database);
        this.trouble = trouble;
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        try {
            super.doCommit(status);
        } catch (RuntimeException e) {
            trouble.note(e);
            boolean changes = Change.current().map(Change::appends).orElse(true);
            throw changes && DatabaseFault.leavesOpen(e) ? new OutcomeUnknown(e) : e;
        }
        Change.current().ifPresent(Change::commit);
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        Change.current().ifPresent(Change::rollBack);
        super.doRollback(status);
    }
}
