package org.deviceonboarding.cli.device;

import java.util.List;
import org.deviceonboarding.cli.terminal.Confirmation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Decommissions devices. */
@Command(
        name = "decommission",
        mixinStandardHelpOptions = true,
        description = "Decommissions devices for good: revokes their certificates and keeps their names reserved.",
        footerHeading = "%nExample:%n",
        footer = "  onboard decommission pump-7 --comment \"scrapped\" --yes")
public final class DecommissionCommand extends LifecycleCommand {
    @Mixin
    private Confirmation confirmation;

    @Override
    protected void check() {
        super.check();
        confirmation.possible();
    }

    @Override
    String step() {
        return "decommission";
    }

    @Override
    void confirm(List<String> named) {
        confirmation.ask("Decommission " + String.join(", ", named) + "? There is no way back.");
    }
}
