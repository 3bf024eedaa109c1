package org.deviceonboarding.cli.device;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that tells how long to wait for the brokers. */
final class WaitOption {
    private static final int MOST = 60;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = {
                "Wait at most this long (0 to 60) until every broker enforces the change, and print each broker's result.",
                "If a broker has not enforced it by then, the exit code is 8."
            })
    private @Nullable Integer seconds;

    /** Refuses a wrong value before the portal is asked for anything. */
    void check() {
        if (seconds != null && (seconds < 0 || seconds > MOST)) {
            throw new ParameterException(command.commandLine(), "--wait is 0 to " + MOST + " seconds");
        }
    }

    /** The seconds to wait; null without the option. */
    @Nullable
    Integer seconds() {
        return seconds;
    }
}
