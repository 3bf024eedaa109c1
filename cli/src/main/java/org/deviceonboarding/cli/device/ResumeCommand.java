package org.deviceonboarding.cli.device;

import picocli.CommandLine.Command;

/** Brings a suspended device back. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Brings suspended devices back.",
        footerHeading = "%nExample:%n",
        footer = "  onboard resume pump-7 --comment \"maintenance\"")
public final class ResumeCommand extends LifecycleCommand {
    @Override
    String step() {
        return "resume";
    }
}
