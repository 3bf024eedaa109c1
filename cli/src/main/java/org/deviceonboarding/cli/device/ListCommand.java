package org.deviceonboarding.cli.device;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.ListPrinter;
import org.deviceonboarding.cli.server.DeviceFilter;
import org.deviceonboarding.cli.server.PagingOptions;
import org.deviceonboarding.cli.server.PortalCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists devices that match filters. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists devices that match filters.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard list --status active --type pump",
            "  onboard list --certificate-state expiring --all --output csv > expiring.csv",
            "  onboard list --label line=4 --sort -registered_at --output json | jq -r .name"
        })
public final class ListCommand extends PortalCommand {
    @Mixin
    private DeviceFilter filter;

    @Mixin
    private PagingOptions paging;

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            description = "Sort by name (default), registered_at or expires_at. A - before the field sorts descending.")
    private @Nullable String sort;

    @Override
    protected int run(PortalClient portal) throws IOException {
        Map<String, String> where = new LinkedHashMap<>(filter.where());
        if (sort != null) {
            where.put("sort", sort);
        }
        boolean more;
        try (ListPrinter listing = listing(DeviceColumns.LIST)) {
            more = paging.list(portal, "/devices", where, "cursor", "next_cursor", listing);
        }
        if (more) {
            say("onboard: the list has more items: use --all or a higher --limit");
        }
        return ExitCode.OK;
    }
}
