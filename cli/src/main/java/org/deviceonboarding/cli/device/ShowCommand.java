package org.deviceonboarding.cli.device;

import java.io.IOException;
import org.deviceonboarding.cli.http.Answer;
import org.deviceonboarding.cli.http.Call;
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
        description = "Shows a device, its certificate, and since when which broker keeps it out, if one does.",
        footerHeading = "%nExamples:%n",
        footer = {"  onboard show pump-7", "  onboard show pump-7 --output json | jq .certificate"})
public final class ShowCommand extends PortalCommand {
    @Parameters(paramLabel = "DEVICE", description = "Its id, or its name.")
    private String device;

    @Override
    protected int run(PortalClient portal) throws IOException {
        try (Answer answer = portal.open(Call.get("/device/" + DeviceRef.id(portal, device)))) {
            JsonNode shown = answer.json();
            if (shown instanceof ObjectNode object) {
                answer.headers().firstValue("ETag").ifPresent(tag -> object.put("etag", tag));
            }
            print(shown, Columns.DEVICE);
        }
        return ExitCode.OK;
    }
}
