package org.deviceonboarding.cli.output;

/** The exit codes of the commands. Scripts rely on them, so a number never changes its meaning. */
public final class ExitCode {
    public static final int OK = 0;
    /** A verification, a check or a job found something wrong. */
    public static final int FOUND = 1;
    /** The command line is wrong, or a file on this machine cannot be used. */
    public static final int USAGE = 2;
    /** The server refused the request. */
    public static final int REFUSED = 3;
    /** The server did not answer, or its answer broke off. */
    public static final int UNREACHABLE = 4;
    /** The user was asked to confirm and did not say yes. */
    public static final int NOT_CONFIRMED = 5;
    /** Nothing has changed yet: a second person has to approve the request. */
    public static final int AWAITING_APPROVAL = 6;
    /** The broker refused the device, or ended the device's session. */
    public static final int TURNED_AWAY = 7;
    /** The change is made, but not every broker enforced it in time. */
    public static final int NOT_YET = 8;

    private ExitCode() {}
}
