package org.deviceonboarding.audit.ledger;

/** Signals that somebody changed the log, the tree or a checkpoint. The message says what was changed. */
final class Tampering extends RuntimeException {
    Tampering(String message) {
        super(message);
    }

    Tampering(String message, Throwable cause) {
        super(message, cause);
    }
}
