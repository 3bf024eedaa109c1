package org.deviceonboarding.cli.device;

import picocli.CommandLine.Command;

/** Resumes suspended devices. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Resumes suspended devices: brokers accept them again.",
        footerHeading = "%nExample:%n",
        footer = "  onboard resume pump-7 --comment \"maintenance\"")
public final class ResumeCommand extends LifecycleCommand {
    @Override
    String step() {
        return "resume";
    }
}
