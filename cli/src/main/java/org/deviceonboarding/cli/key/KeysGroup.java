package org.deviceonboarding.cli.key;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.ListPrinter;
import org.deviceonboarding.cli.output.OutputColumn;
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
        description = "Manages the portal's API keys. Needs the role admin.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard keys create --name line-4 --owner ada --role operator --expires-in 90d --key-out line-4.key",
            "  onboard keys list",
            "  onboard keys revoke ID"
        },
        subcommands = {
            KeysGroup.ListKeysCommand.class,
            CreateKeyCommand.class,
            KeysGroup.RevokeKeyCommand.class,
            HelpCommand.class
        })
public final class KeysGroup {
    static final List<OutputColumn> COLUMNS = List.of(
            new OutputColumn("id", "/id"),
            new OutputColumn("name", "/name"),
            new OutputColumn("owner", "/owner"),
            new OutputColumn("roles", "/roles"),
            new OutputColumn("status", "/status"),
            new OutputColumn("created at", "/created_at"),
            new OutputColumn("created by", "/created_by"),
            new OutputColumn("expires at", "/expires_at"),
            new OutputColumn("last used at", "/last_used_at"));

    /** Lists the keys. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the keys' names, owners and roles. The portal does not store the keys themselves.")
    static final class ListKeysCommand extends PortalCommand {
        @Mixin
        private PagingOptions paging;

        @Override
        protected int run(PortalClient portal) throws IOException {
            try (ListPrinter listing = listing(COLUMNS)) {
                paging.list(portal, "/admin/api-keys", Map.of(), "cursor", "next_cursor", listing);
            }
            return ExitCode.OK;
        }
    }

    /** Revokes a key. */
    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Revokes a key at once.")
    static final class RevokeKeyCommand extends PortalCommand {
        @Parameters(paramLabel = "ID", description = "The id of the key, as onboard keys list shows it.")
        private String id;

        @Override
        protected int run(PortalClient portal) throws IOException {
            if (!id.matches("[A-Za-z0-9-]{1,64}")) {
                throw misuse("Not an id: " + id);
            }
            print(portal.json(Call.delete("/admin/api-keys/" + id)), COLUMNS);
            return ExitCode.OK;
        }
    }
}
