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

/** Brings a revoked device back. */
@Command(
        name = "reissue",
        mixinStandardHelpOptions = true,
        description = {
            "Brings a revoked device back with a new certificate.",
            "Certificates that were revoked stay void. Refused for a device that is not revoked."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard reissue pump-7 --credentials-dir pump-7-new",
            "  onboard reissue 5f0c1c3e-8d1c-4bb0-9d0f-6f3f2a1f9f10 --csr pump-7.csr"
        })
public final class ReissueCommand extends PortalCommand {
    @Parameters(paramLabel = "DEVICE", description = "Its id, or its name.")
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
        print(answer, Columns.ISSUED);
        return issuing.exitCode(answer);
    }
}
