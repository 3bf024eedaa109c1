package org.deviceonboarding.cli.bulk;

import java.io.IOException;
import java.util.Map;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Listing;
import org.deviceonboarding.cli.server.PagingOptions;
import org.deviceonboarding.cli.server.PortalCommand;
import org.deviceonboarding.cli.world.CompositionRoot;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The group {@code onboard bulk}. */
@Command(
        name = "bulk",
        mixinStandardHelpOptions = true,
        description = "Changes many devices at once.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BulkRevokeCommand.class,
            BulkRenewCommand.class,
            BulkCommand.ListChanges.class,
            BulkCommand.ShowChange.class,
            BulkCommand.ClaimChange.class,
            HelpCommand.class
        })
public final class BulkCommand {
    /** All of them. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists what was asked for, the newest first.")
    static final class ListChanges extends PortalCommand {
        @Mixin
        private PagingOptions paging;

        @Override
        protected int run(PortalClient portal) throws IOException {
            try (Listing listing = listing(Jobs.CHANGE_LIST)) {
                paging.list(portal, Jobs.CHANGES.path(), Map.of(), "cursor", "next_cursor", listing);
            }
            return ExitCode.OK;
        }
    }

    /** One of them. */
    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows how far it is.")
    static final class ShowChange extends PortalCommand {
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
                    follow.wanted() ? follow.follow(portal, Jobs.CHANGES, id, err()) : Jobs.CHANGES.show(portal, id);
            print(job, Jobs.ONE);
            return follow.wanted() ? Jobs.exitCode(job) : ExitCode.OK;
        }
    }

    /** The password of what the portal prepared. */
    @Command(
            name = "claim",
            mixinStandardHelpOptions = true,
            description =
                    "Tells the password of credentials that the portal prepared by itself; only whoever asks first is told.")
    static final class ClaimChange extends PortalCommand {
        @Parameters(paramLabel = "ID", description = "Which.")
        private String id;

        @Override
        protected int run(PortalClient portal) throws IOException {
            JsonNode claimed =
                    portal.json(Call.post(Jobs.CHANGES.one(id) + "/claim").wish(CompositionRoot.newWish()));
            print(claimed, Jobs.CLAIMED);
            return ExitCode.OK;
        }
    }
}
