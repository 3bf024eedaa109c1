package org.deviceonboarding.cli.output;

/** What a command ends with, for scripts. A number keeps its meaning for good. */
public final class ExitCode {
    public static final int OK = 0;
    /** Something is wrong with what was verified, examined or waited for. */
    public static final int FOUND = 1;
    /** The command line makes no sense, or a file on this machine cannot be used. */
    public static final int USAGE = 2;
    /** The server said no. */
    public static final int REFUSED = 3;
    /** The server did not answer, or broke off. */
    public static final int UNREACHABLE = 4;
    /** Somebody was asked whether they mean it, and did not say yes. */
    public static final int NOT_CONFIRMED = 5;
    /** Nothing happened yet: somebody else has to approve it. */
    public static final int AWAITING_APPROVAL = 6;
    /** The broker turned the device away, or ended its session. */
    public static final int TURNED_AWAY = 7;
    /** The change is made, and not every broker was seen to enforce it in time. */
    public static final int NOT_YET = 8;

    private ExitCode() {}
}
