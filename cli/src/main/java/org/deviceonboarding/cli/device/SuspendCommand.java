package org.deviceonboarding.cli.device;

import picocli.CommandLine.Command;

/** Suspends devices until they are resumed. */
@Command(
        name = "suspend",
        mixinStandardHelpOptions = true,
        description =
                "Suspends devices: brokers refuse them until onboard resume. The devices keep their certificates.",
        footerHeading = "%nExample:%n",
        footer = "  onboard suspend pump-7 --comment \"maintenance\"")
public final class SuspendCommand extends LifecycleCommand {
    @Override
    String step() {
        return "suspend";
    }
}
