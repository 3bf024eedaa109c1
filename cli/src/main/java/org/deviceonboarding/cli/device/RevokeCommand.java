package org.deviceonboarding.cli.device;

import java.util.List;
import org.deviceonboarding.cli.terminal.Confirmation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Revokes devices. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = {
            "Revokes all certificates of devices. Brokers end the devices' sessions and refuse new ones.",
            "onboard reissue brings a revoked device back."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard revoke pump-7 --reason key_compromise --comment \"stolen\"",
            "  onboard revoke pump-7 pump-8 --yes --output json",
            "  onboard revoke pump-7 --yes --wait 60"
        })
public final class RevokeCommand extends LifecycleCommand {
    private static final Integer WAIT = 10;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description =
                    "The reason: unspecified (default), key_compromise, affiliation_changed, superseded, cessation_of_operation "
                            + "or privilege_withdrawn.")
    private @Nullable String reason;

    @Option(
            names = "--no-wait",
            description = "Do not wait for the brokers. Without this option the command waits for at most 10 seconds.")
    private boolean noWait;

    @Mixin
    private Confirmation confirmation;

    @Override
    protected void check() {
        super.check();
        confirmation.possible();
    }

    @Override
    @Nullable
    Integer waitsUnlessTold() {
        return noWait ? null : WAIT;
    }

    @Override
    String step() {
        return "revoke";
    }

    @Override
    void confirm(List<String> named) {
        confirmation.ask("Revoke " + String.join(", ", named) + "?");
    }

    @Override
    void complete(ObjectNode body) {
        if (reason != null) {
            body.put("reason", reason);
        }
    }
}
