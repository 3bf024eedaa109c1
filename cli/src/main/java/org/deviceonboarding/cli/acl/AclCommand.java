package org.deviceonboarding.cli.acl;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.Column;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Format;
import org.deviceonboarding.cli.output.Listing;
import org.deviceonboarding.cli.output.SafeText;
import org.deviceonboarding.cli.server.PagingOptions;
import org.deviceonboarding.cli.server.PortalCommand;
import org.deviceonboarding.cli.server.Wanted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The group {@code onboard acl}. */
@Command(
        name = "acl",
        mixinStandardHelpOptions = true,
        description = "Which topics devices may use: the templates of their types, and the file that brokers get.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PreviewCommand.class,
            DefineCommand.class,
            AclCommand.Templates.class,
            AclCommand.Show.class,
            HelpCommand.class
        })
public final class AclCommand {
    static final List<Column> RULES = List.of(new Column("access", "/access"), new Column("topic", "/topic"));

    /** What each type gets. */
    @Command(
            name = "templates",
            mixinStandardHelpOptions = true,
            description = "Lists the types that have a template of their own; with a type, its rules.",
            footerHeading = "%nExamples:%n",
            footer = {"  onboard acl templates", "  onboard acl templates pump"})
    static final class Templates extends PortalCommand {
        private static final List<Column> COLUMNS = List.of(
                new Column("type", "/type"),
                new Column("version", "/version"),
                new Column("rules", "/rules"),
                new Column("messages after loss", "/messages_after_loss"));

        @Parameters(arity = "0..1", paramLabel = "TYPE", description = "Of this type.")
        private @Nullable String type;

        @Mixin
        private PagingOptions paging;

        @Override
        protected int run(PortalClient portal) throws IOException {
            if (type != null) {
                JsonNode template = portal.json("/acl-templates/" + TypeName.inPath(type), Map.of());
                if (format() == Format.JSON) {
                    out().println(SafeText.json(template.toString()));
                    out().flush();
                    return ExitCode.OK;
                }
                try (Listing listing = listing(RULES)) {
                    template.path("rules").forEach(listing::add);
                }
                return ExitCode.OK;
            }
            try (Listing listing = listing(COLUMNS)) {
                paging.list(portal, "/acl-templates", Map.of(), "cursor", "next_cursor", listing);
            }
            return ExitCode.OK;
        }
    }

    /** The file. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints mosquitto.acl as it is, or as it was. Takes the role auditor.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  onboard acl show",
                "  onboard acl show --at 2030-01-31T00:00:00Z --broker mosquitto",
                "  onboard acl show --position 42"
            })
    static final class Show extends PortalCommand {
        @Option(names = "--at", paramLabel = "TIME", description = "At this moment (2030-01-31T00:00:00Z).")
        private @Nullable String at;

        @Option(names = "--position", paramLabel = "POSITION", description = "At this position of the log.")
        private @Nullable Long position;

        @Option(names = "--strategy", paramLabel = "STRATEGY", description = "explicit (default) or pattern.")
        private @Nullable String strategy;

        @Option(names = "--broker", paramLabel = "ID", description = "As this broker has it.")
        private @Nullable String broker;

        @Override
        protected int run(PortalClient portal) throws IOException {
            Map<String, Object> where = new LinkedHashMap<>();
            Wanted.put(where, "at", at);
            Wanted.put(where, "position", position);
            Wanted.put(where, "strategy", strategy);
            Wanted.put(where, "broker", broker);
            Wanted.copy(portal.stream("/audit/state/acl", where, "text/plain"), out());
            return ExitCode.OK;
        }
    }
}
