package org.deviceonboarding.log.database;

import org.springframework.transaction.TransactionSystemException;

/** The connection was lost over a commit: it may be done or not, and there is nothing left to roll back. */
final class OutcomeUnknown extends TransactionSystemException {
    private static final long serialVersionUID = 1L;

    OutcomeUnknown(Throwable cause) {
        super("The connection was lost over a commit", cause);
    }
}
