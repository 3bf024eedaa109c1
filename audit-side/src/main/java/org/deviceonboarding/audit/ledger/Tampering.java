package org.deviceonboarding.audit.ledger;

/** Somebody changed what does not change. The message says what, for people. */
final class Tampering extends RuntimeException {
    Tampering(String message) {
        super(message);
    }

    Tampering(String message, Throwable cause) {
        super(message, cause);
    }
}
