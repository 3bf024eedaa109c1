package org.deviceonboarding.cli.job;

import java.io.IOException;
import java.util.Map;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.ListPrinter;
import org.deviceonboarding.cli.server.PagingOptions;
import org.deviceonboarding.cli.server.PortalCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Lists the jobs of one kind. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the jobs, the newest first.")
final class ListJobsCommand extends PortalCommand {
    @ParentCommand
    private JobGroup group;

    @Mixin
    private PagingOptions paging;

    @Override
    protected int run(PortalClient portal) throws IOException {
        try (ListPrinter listing = listing(group.api().columns())) {
            paging.list(portal, group.api().path(), Map.of(), "cursor", "next_cursor", listing);
        }
        return ExitCode.OK;
    }
}
