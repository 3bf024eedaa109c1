package org.deviceonboarding.cli.device;

import java.io.IOException;
import java.util.Map;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Listing;
import org.deviceonboarding.cli.server.DeviceRef;
import org.deviceonboarding.cli.server.PagingOptions;
import org.deviceonboarding.cli.server.PortalCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what happened to a device. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Shows what happened to a device, oldest first, and who did it.",
        footerHeading = "%nExamples:%n",
        footer = {"  onboard history pump-7", "  onboard history pump-7 --all --output json | jq .payload"})
public final class HistoryCommand extends PortalCommand {
    @Parameters(paramLabel = "DEVICE", description = "Its id, or its name.")
    private String device;

    @Mixin
    private PagingOptions paging;

    @Override
    protected int run(PortalClient portal) throws IOException {
        String path = "/device/" + DeviceRef.id(portal, device) + "/history";
        boolean more;
        try (Listing listing = listing(Columns.EVENTS)) {
            more = paging.list(portal, path, Map.of(), "after", "next_after", listing);
        }
        if (more) {
            say("onboard: there are more: --all, or a higher --limit");
        }
        return ExitCode.OK;
    }
}
