package org.deviceonboarding.cli.terminal;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks before what cannot be undone. */
public final class Confirmation {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask. Needed where there is no terminal to ask on.")
    private boolean yes;

    /** Without a terminal nobody can be asked: known before anything else is done. */
    public void possible() {
        if (!yes && !Terminal.present()) {
            throw new ParameterException(
                    command.commandLine(), "There is no terminal to ask on: say --yes if you mean it");
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
