package org.deviceonboarding.ledger;

/** A note that is malformed, or that nobody we know signed, or that has a false signature of somebody we know. */
public final class NoteRefused extends Exception {
    NoteRefused(String reason) {
        super(reason);
    }

    NoteRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
