package org.deviceonboarding.cli.output;

/** What a command ends with, for scripts. */
public final class ExitCode {
    public static final int OK = 0;
    /** Something is wrong with what was verified. */
    public static final int FOUND = 1;
    /** The command line makes no sense, or a file on this machine cannot be used. */
    public static final int USAGE = 2;
    /** The server said no. */
    public static final int REFUSED = 3;
    /** The server did not answer, or broke off. */
    public static final int UNREACHABLE = 4;

    private ExitCode() {}
}
