package org.deviceonboarding.pki;

import org.jspecify.annotations.Nullable;

/** Signals that the CA cannot be opened. The message tells the operator why, and never contains a password. */
public final class CaStoreException extends RuntimeException {
    /** The kinds of problems. */
    public enum Problem {
        WRONG_PASSWORD,
        /** A file or token cannot be read or written, or is not what it should be. */
        UNREADABLE,
        /** Part of the CA is missing. */
        INCOMPLETE,
        /** The issuing CA's certificate belongs to another key. */
        KEY_MISMATCH,
        /** The certificates do not form a chain from the issuing CA to its root. */
        BROKEN_CHAIN,
        EXPIRED,
        /** Another process holds the folder for too long. */
        LOCKED
    }

    private final Problem problem;

    CaStoreException(Problem problem, String message) {
        this(problem, message, null);
    }

    CaStoreException(Problem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
