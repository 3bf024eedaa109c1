package org.deviceonboarding.cli.device;

import picocli.CommandLine.Command;

/** Takes a device out of service for a while, until resume. */
@Command(
        name = "suspend",
        mixinStandardHelpOptions = true,
        description = "Takes devices out of service for a while: they are cut off, and keep their certificates.",
        footerHeading = "%nExample:%n",
        footer = "  onboard suspend pump-7 --comment \"maintenance\"")
public final class SuspendCommand extends LifecycleCommand {
    @Override
    String step() {
        return "suspend";
    }
}
