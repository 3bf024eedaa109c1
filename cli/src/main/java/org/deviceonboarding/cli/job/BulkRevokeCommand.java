package org.deviceonboarding.cli.job;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Revokes many devices. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = "Revokes all devices that filters find. Shows the devices and asks first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard bulk revoke --type pump --location \"Hall 3\" --preview",
            "  onboard bulk revoke --label batch=17 --reason key_compromise --comment \"leaked\" --yes --wait"
        })
final class BulkRevokeCommand extends BulkChangeCommand {
    @Option(names = "--reason", paramLabel = "REASON", description = "The reason, as for onboard revoke.")
    private @Nullable String reason;

    @Option(
            names = "--comment",
            paramLabel = "TEXT",
            description = "The reason for the change. The log keeps the reason.")
    private @Nullable String comment;

    @Override
    String path() {
        return "/bulk/revoke";
    }

    @Override
    String verb() {
        return "Revoke";
    }

    @Override
    void complete(ObjectNode body) {
        if (reason != null) {
            body.put("reason", reason);
        }
        if (comment != null) {
            body.put("comment", comment);
        }
    }
}
