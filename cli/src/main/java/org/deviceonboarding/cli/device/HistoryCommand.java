package org.deviceonboarding.cli.device;

import java.io.IOException;
import java.util.Map;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.ListPrinter;
import org.deviceonboarding.cli.server.DeviceRef;
import org.deviceonboarding.cli.server.PagingOptions;
import org.deviceonboarding.cli.server.PortalCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a device's events. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Shows a device's events and who caused them, oldest first.",
        footerHeading = "%nExamples:%n",
        footer = {"  onboard history pump-7", "  onboard history pump-7 --all --output json | jq .payload"})
public final class HistoryCommand extends PortalCommand {
    @Parameters(paramLabel = "DEVICE", description = "The device, by id or name.")
    private String device;

    @Mixin
    private PagingOptions paging;

    @Override
    protected int run(PortalClient portal) throws IOException {
        String path = "/device/" + DeviceRef.id(portal, device) + "/history";
        boolean more;
        try (ListPrinter listing = listing(DeviceColumns.EVENTS)) {
            more = paging.list(portal, path, Map.of(), "after", "next_after", listing);
        }
        if (more) {
            say("onboard: the list has more items: use --all or a higher --limit");
        }
        return ExitCode.OK;
    }
}
