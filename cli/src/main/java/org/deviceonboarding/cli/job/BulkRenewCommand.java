package org.deviceonboarding.cli.job;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Issues new certificates for many devices. */
@Command(
        name = "renew",
        mixinStandardHelpOptions = true,
        description = "Issues new certificates for all devices that filters find. Shows the devices and asks first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard bulk renew --certificate-state expiring --preview",
            "  onboard bulk renew --certificate-state expiring --yes --credentials renewed.zip"
        })
final class BulkRenewCommand extends BulkChangeCommand {
    @Option(
            names = "--key-algorithm",
            paramLabel = "ALGORITHM",
            description = "The kind of key: rsa-2048 (default), rsa-3072, ec-p256 or ed25519.")
    private @Nullable String keyAlgorithm;

    @Option(
            names = "--validity-days",
            paramLabel = "DAYS",
            description = "The number of days for which the certificates are valid.")
    private @Nullable Integer validityDays;

    @Option(names = "--revoke-previous", description = "Revoke the devices' current certificates.")
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
