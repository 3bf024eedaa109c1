package org.deviceonboarding.cli.device;

import java.io.IOException;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.server.DeviceRef;
import org.deviceonboarding.cli.server.PortalCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Issues a new certificate for a revoked device. */
@Command(
        name = "reissue",
        mixinStandardHelpOptions = true,
        description = {
            "Issues a new certificate for a revoked device, so that the device can connect again.",
            "Revoked certificates stay revoked. The portal refuses a device that is not revoked."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard reissue pump-7 --credentials-dir pump-7-new",
            "  onboard reissue 5f0c1c3e-8d1c-4bb0-9d0f-6f3f2a1f9f10 --csr pump-7.csr"
        })
public final class ReissueCommand extends PortalCommand {
    @Parameters(paramLabel = "DEVICE", description = "The device, by id or name.")
    private String device;

    @Mixin
    private IssuingOptions issuing;

    @Override
    protected void check() {
        issuing.check();
    }

    @Override
    protected int run(PortalClient portal) throws IOException {
        ObjectNode answer = issuing.issue(
                portal,
                "/reissue/" + DeviceRef.id(portal, device),
                JsonMapper.shared().createObjectNode());
        print(answer, DeviceColumns.ISSUED);
        return issuing.exitCode(answer);
    }
}
