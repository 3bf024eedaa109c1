package org.deviceonboarding.ledger;

/** A note that is malformed, or that nobody we know signed, or that has a false signature of somebody we know. */
public final class NoteRefused extends Exception {
    private final Reason reason;

    /** What is wrong with a note. */
    public enum Reason {
        /** It is none: something was added to it, or is missing. */
        MALFORMED,
        /** It is one of others. */
        UNKNOWN_SIGNER,
        /** Its text is not the one that was signed, or the signature is not of the key that it names. */
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
