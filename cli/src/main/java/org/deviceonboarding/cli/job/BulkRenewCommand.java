package org.deviceonboarding.cli.job;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Gives many devices new certificates. */
@Command(
        name = "renew",
        mixinStandardHelpOptions = true,
        description =
                "Renews the devices that a filter finds. It shows how many, asks, and stops if the number changed meanwhile.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard bulk renew --certificate-state expiring --preview",
            "  onboard bulk renew --certificate-state expiring --yes --credentials renewed.zip"
        })
final class BulkRenewCommand extends BulkChangeCommand {
    @Option(names = "--key-algorithm", paramLabel = "ALGORITHM", description = "As for onboard register.")
    private @Nullable String keyAlgorithm;

    @Option(names = "--validity-days", paramLabel = "DAYS", description = "How long the certificates are good.")
    private @Nullable Integer validityDays;

    @Option(names = "--revoke-previous", description = "Make the certificates void that they have now.")
    private boolean revokePrevious;

    @Override
    String path() {
        return "/bulk/renew";
    }

    @Override
    String verb() {
        return "Renew";
    }

    @Override
    void complete(ObjectNode body) {
        if (keyAlgorithm != null) {
            body.put("key_algorithm", keyAlgorithm);
        }
        if (validityDays != null) {
            body.put("validity_days", validityDays);
        }
        if (revokePrevious) {
            body.put("revoke_previous", true);
        }
    }
}
