package org.deviceonboarding.cli.device;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long to wait for the brokers. */
final class WaitOption {
    private static final int MOST = 60;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description =
                    "Wait until every broker enforces it, for that long at most (0 to 60), and say how far it got; ends with 8 if not all do.")
    private @Nullable Integer seconds;

    /** Known before anything is asked. */
    void check() {
        if (seconds != null && (seconds < 0 || seconds > MOST)) {
            throw new ParameterException(command.commandLine(), "--wait is 0 to " + MOST + " seconds");
        }
    }

    /** Null if it was not given. */
    @Nullable
    Integer seconds() {
        return seconds;
    }
}
