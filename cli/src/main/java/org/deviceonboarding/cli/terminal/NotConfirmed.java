package org.deviceonboarding.cli.terminal;

/** The user was asked to confirm and did not say yes. */
public final class NotConfirmed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotConfirmed() {
        super("Nothing was done");
    }
}
