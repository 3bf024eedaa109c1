package org.deviceonboarding.cli.device;

import java.io.IOException;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalAnswer;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.server.DeviceRef;
import org.deviceonboarding.cli.server.PortalCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows a device. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Shows a device and its certificate. For a device that lost access, shows since when each broker refuses it.",
        footerHeading = "%nExamples:%n",
        footer = {"  onboard show pump-7", "  onboard show pump-7 --output json | jq .certificate"})
public final class ShowCommand extends PortalCommand {
    @Parameters(paramLabel = "DEVICE", description = "The device, by id or name.")
    private String device;

    @Override
    protected int run(PortalClient portal) throws IOException {
        try (PortalAnswer answer = portal.open(Call.get("/device/" + DeviceRef.id(portal, device)))) {
            JsonNode shown = answer.json();
            if (shown instanceof ObjectNode object) {
                answer.headers().firstValue("ETag").ifPresent(tag -> object.put("etag", tag));
            }
            print(shown, DeviceColumns.DEVICE);
        }
        return ExitCode.OK;
    }
}
