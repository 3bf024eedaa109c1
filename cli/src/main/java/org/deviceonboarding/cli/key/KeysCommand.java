package org.deviceonboarding.cli.key;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.Column;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Listing;
import org.deviceonboarding.cli.server.PagingOptions;
import org.deviceonboarding.cli.server.PortalCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The group {@code onboard keys}. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "The portal's API keys. Takes the role admin.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard keys create --name line-4 --owner ada --role operator --expires-in 90d --key-out line-4.key",
            "  onboard keys list",
            "  onboard keys revoke ID"
        },
        subcommands = {
            KeysCommand.ListKeys.class,
            CreateKeyCommand.class,
            KeysCommand.RevokeKey.class,
            HelpCommand.class
        })
public final class KeysCommand {
    static final List<Column> COLUMNS = List.of(
            new Column("id", "/id"),
            new Column("name", "/name"),
            new Column("owner", "/owner"),
            new Column("roles", "/roles"),
            new Column("status", "/status"),
            new Column("created at", "/created_at"),
            new Column("created by", "/created_by"),
            new Column("expires at", "/expires_at"),
            new Column("last used at", "/last_used_at"));

    /** All of them. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists keys; the keys themselves nobody knows.")
    static final class ListKeys extends PortalCommand {
        @Mixin
        private PagingOptions paging;

        @Override
        protected int run(PortalClient portal) throws IOException {
            try (Listing listing = listing(COLUMNS)) {
                paging.list(portal, "/admin/api-keys", Map.of(), "cursor", "next_cursor", listing);
            }
            return ExitCode.OK;
        }
    }

    /** Ends one. */
    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Makes a key void at once.")
    static final class RevokeKey extends PortalCommand {
        @Parameters(paramLabel = "ID", description = "Which, as list shows it.")
        private String id;

        @Override
        protected int run(PortalClient portal) throws IOException {
            if (!id.matches("[A-Za-z0-9-]{1,64}")) {
                throw misuse("That is no id: " + id);
            }
            print(portal.json(Call.delete("/admin/api-keys/" + id)), COLUMNS);
            return ExitCode.OK;
        }
    }
}
