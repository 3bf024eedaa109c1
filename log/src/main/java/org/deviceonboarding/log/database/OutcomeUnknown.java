package org.deviceonboarding.log.database;

import org.springframework.transaction.TransactionSystemException;

/** A commit that may last or not: the connection was lost over it, or no standby has it. There is nothing left to roll back. */
final class OutcomeUnknown extends TransactionSystemException {
    private static final long serialVersionUID = 1L;

    OutcomeUnknown(Throwable cause) {
        super("A commit has no certain end: " + cause.getMessage(), cause);
    }
}
