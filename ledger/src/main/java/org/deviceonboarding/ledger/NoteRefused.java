package org.deviceonboarding.ledger;

/** Signals that a note is malformed, has no signature of a known key, or has a false one. */
public final class NoteRefused extends Exception {
    private final Reason reason;

    /** Why a note is refused. */
    public enum Reason {
        /** The bytes are no note: something was added or is missing. */
        MALFORMED,
        /** No known key signed the note. */
        UNKNOWN_SIGNER,
        /** The text was changed, or another key made the signature. */
        FALSE_SIGNATURE
    }

    NoteRefused(String message) {
        this(Reason.MALFORMED, message);
    }

    NoteRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    NoteRefused(String message, Throwable cause) {
        super(message, cause);
        this.reason = Reason.MALFORMED;
    }
}
