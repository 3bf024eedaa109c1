package org.deviceonboarding.cli.bulk;

import java.io.IOException;
import java.util.Map;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Listing;
import org.deviceonboarding.cli.server.PagingOptions;
import org.deviceonboarding.cli.server.PortalCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The group {@code onboard imports}. */
@Command(
        name = "imports",
        mixinStandardHelpOptions = true,
        description = "The imports there are.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard imports list",
            "  onboard imports show ID --wait --results results.csv",
            "  onboard imports cancel ID"
        },
        subcommands = {
            ImportsCommand.ListImports.class,
            ImportsCommand.ShowImport.class,
            ImportsCommand.CancelImport.class,
            HelpCommand.class
        })
public final class ImportsCommand {
    /** All of them. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists imports, the newest first.")
    static final class ListImports extends PortalCommand {
        @Mixin
        private PagingOptions paging;

        @Override
        protected int run(PortalClient portal) throws IOException {
            try (Listing listing = listing(Jobs.LIST)) {
                paging.list(portal, Jobs.IMPORTS.path(), Map.of(), "cursor", "next_cursor", listing);
            }
            return ExitCode.OK;
        }
    }

    /** One of them. */
    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows how far an import is.")
    static final class ShowImport extends PortalCommand {
        @Parameters(paramLabel = "ID", description = "Which.")
        private String id;

        @Mixin
        private FollowOptions follow;

        @Override
        protected void check() {
            follow.check();
        }

        @Override
        protected int run(PortalClient portal) throws IOException {
            JsonNode job =
                    follow.wanted() ? follow.follow(portal, Jobs.IMPORTS, id, err()) : Jobs.IMPORTS.show(portal, id);
            print(job, Jobs.ONE);
            return follow.wanted() ? Jobs.exitCode(job) : ExitCode.OK;
        }
    }

    /** No further rows. */
    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "Ends an import where it is; what it registered stays registered.")
    static final class CancelImport extends PortalCommand {
        @Parameters(paramLabel = "ID", description = "Which.")
        private String id;

        @Override
        protected int run(PortalClient portal) throws IOException {
            print(portal.json(Call.post(Jobs.IMPORTS.one(id) + "/cancel").repeatable()), Jobs.ONE);
            return ExitCode.OK;
        }
    }
}
