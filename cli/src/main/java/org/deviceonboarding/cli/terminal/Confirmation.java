package org.deviceonboarding.cli.terminal;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks for confirmation before a change that cannot be undone. */
public final class Confirmation {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask for confirmation. Required where there is no terminal.")
    private boolean yes;

    /** Fails early if there is no terminal to ask on and --yes is missing. */
    public void possible() {
        if (!yes && !Terminal.present()) {
            throw new ParameterException(command.commandLine(), "There is no terminal to ask on: use --yes to confirm");
        }
    }

    /** @throws NotConfirmed if the answer is not yes */
    public void ask(String question) {
        possible();
        if (!yes
                && Terminal.answer(question + " [y/N] ")
                        .filter(answer -> answer.strip().matches("(?i)y|yes"))
                        .isEmpty()) {
            throw new NotConfirmed();
        }
    }
}
