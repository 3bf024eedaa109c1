package org.deviceonboarding.cli.device;

import java.util.List;
import org.deviceonboarding.cli.terminal.Confirmation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a device's life. */
@Command(
        name = "decommission",
        mixinStandardHelpOptions = true,
        description = "Ends devices' lives, for good: their certificates are void, and their names stay taken.",
        footerHeading = "%nExample:%n",
        footer = "  onboard decommission pump-7 --comment \"scrapped\" --yes")
public final class DecommissionCommand extends ChangeCommand {
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
