package org.deviceonboarding.log.database;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;

/** A failure of the database, as its callers have to tell failures apart. */
public enum DatabaseFault {
    /** Nothing was done. A later try may succeed. */
    UNAVAILABLE,
    /** Nothing was done. Nothing can be done until the disk has space again. */
    FULL,
    /** The change may be committed or not. */
    OUTCOME_UNKNOWN;

    private static final String DISK_FULL = "53100";

    /**
     * SQLSTATEs that say nothing of the request but something of the moment (PostgreSQL, appendix A): the connection, the server
     * on its way up or down, resources, the system below, a standby, lost races and waits that took too long.
     */
    private static final List<String> PASSING =
            List.of("08", "57P", "57014", "53", "58", "25006", "25P03", "25P04", "40001", "40P01", "55P03");

    /** Returns the fault of the database that caused a failure; empty if the cause is another. */
    public static Optional<DatabaseFault> of(Throwable failure) {
        return fault(failure)
                .map(fault -> Change.current().filter(Change::committed).isPresent() ? OUTCOME_UNKNOWN : fault);
    }

    private static Optional<DatabaseFault> fault(Throwable failure) {
        DatabaseFault found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutcomeUnknown) {
                return Optional.of(OUTCOME_UNKNOWN);
            }
            if (cause instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState())) {
                return Optional.of(FULL);
            }
            if (isPassing(cause)) {
                found = UNAVAILABLE;
            }
        }
        return Optional.ofNullable(found);
    }

    private static boolean isPassing(Throwable cause) {
        return cause instanceof CannotCreateTransactionException
                || cause instanceof TransactionTimedOutException
                || cause instanceof DataAccessResourceFailureException
                || cause instanceof TransientDataAccessException
                || (cause instanceof SQLException sql && isPassing(sql.getSQLState()));
    }

    // The server always says one; without one, the pool or the driver speaks of a connection that is no more.
    private static boolean isPassing(@Nullable String state) {
        return state == null || PASSING.stream().anyMatch(state::startsWith);
    }

    /** Whether a commit that ended so may have taken place: it was sent, and the connection broke before the answer. */
    static boolean leavesOpen(Throwable commit) {
        for (Throwable cause = commit; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                // 08003: there was no connection to begin with. Every other answer of the server is a rollback.
                return (state.startsWith("08") && !state.equals("08003")) || state.startsWith("57P");
            }
        }
        return false;
    }
}
