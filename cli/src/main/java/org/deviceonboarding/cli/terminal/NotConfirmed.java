package org.deviceonboarding.cli.terminal;

/** Somebody was asked whether they mean it, and did not say yes. */
public final class NotConfirmed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotConfirmed() {
        super("Nothing was done");
    }
}
