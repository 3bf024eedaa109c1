package org.deviceonboarding.cli.device;

import java.io.IOException;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.server.DeviceRef;
import org.deviceonboarding.cli.server.PortalCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Issues a new certificate for an active device. */
@Command(
        name = "renew",
        mixinStandardHelpOptions = true,
        description = {
            "Issues a new certificate for an active device. For a revoked device, use onboard reissue.",
            "The previous certificate stays valid until it expires, unless --revoke-previous is given."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard renew pump-7 --credentials-dir pump-7-new",
            "  onboard renew 5f0c1c3e-8d1c-4bb0-9d0f-6f3f2a1f9f10 --csr pump-7.csr --revoke-previous"
        })
public final class RenewCommand extends PortalCommand {
    @Parameters(paramLabel = "DEVICE", description = "The device, by id or name.")
    private String device;

    @Option(names = "--revoke-previous", description = "Revoke the device's current certificates.")
    private boolean revokePrevious;

    @Mixin
    private IssuingOptions issuing;

    @Override
    protected void check() {
        issuing.check();
    }

    @Override
    protected int run(PortalClient portal) throws IOException {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        if (revokePrevious) {
            body.put("revoke_previous", true);
        }
        ObjectNode answer = issuing.issue(portal, "/renew/" + DeviceRef.id(portal, device), body);
        print(answer, DeviceColumns.ISSUED);
        return issuing.exitCode(answer);
    }
}
