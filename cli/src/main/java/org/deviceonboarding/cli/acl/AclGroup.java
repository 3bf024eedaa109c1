package org.deviceonboarding.cli.acl;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Format;
import org.deviceonboarding.cli.output.ListPrinter;
import org.deviceonboarding.cli.output.OutputColumn;
import org.deviceonboarding.cli.output.SafeText;
import org.deviceonboarding.cli.server.PagingOptions;
import org.deviceonboarding.cli.server.PortalCommand;
import org.deviceonboarding.cli.server.RawAnswer;
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
        description =
                "Shows and defines which topics devices may use. Each device type has a template; brokers get the result as a file.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PreviewCommand.class,
            DefineCommand.class,
            AclGroup.TemplatesCommand.class,
            AclGroup.ShowAclCommand.class,
            HelpCommand.class
        })
public final class AclGroup {
    static final List<OutputColumn> RULES =
            List.of(new OutputColumn("access", "/access"), new OutputColumn("topic", "/topic"));

    /** Lists the templates, or the rules of one template. */
    @Command(
            name = "templates",
            mixinStandardHelpOptions = true,
            description = "Lists the device types that have a template. With TYPE: lists the rules of that template.",
            footerHeading = "%nExamples:%n",
            footer = {"  onboard acl templates", "  onboard acl templates pump"})
    static final class TemplatesCommand extends PortalCommand {
        private static final List<OutputColumn> COLUMNS = List.of(
                new OutputColumn("type", "/type"),
                new OutputColumn("version", "/version"),
                new OutputColumn("rules", "/rules"),
                new OutputColumn("messages after loss", "/messages_after_loss"));

        @Parameters(arity = "0..1", paramLabel = "TYPE", description = "List the rules of this device type.")
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
                try (ListPrinter listing = listing(RULES)) {
                    template.path("rules").forEach(listing::add);
                }
                return ExitCode.OK;
            }
            try (ListPrinter listing = listing(COLUMNS)) {
                paging.list(portal, "/acl-templates", Map.of(), "cursor", "next_cursor", listing);
            }
            return ExitCode.OK;
        }
    }

    /** Prints the ACL file. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints mosquitto.acl as of now or an earlier time. Needs the role auditor.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  onboard acl show",
                "  onboard acl show --at 2030-01-31T00:00:00Z --broker mosquitto",
                "  onboard acl show --position 42"
            })
    static final class ShowAclCommand extends PortalCommand {
        @Option(
                names = "--at",
                paramLabel = "TIME",
                description = "The state at this time, such as 2030-01-31T00:00:00Z.")
        private @Nullable String at;

        @Option(names = "--position", paramLabel = "POSITION", description = "The state at this position of the log.")
        private @Nullable Long position;

        @Option(
                names = "--strategy",
                paramLabel = "STRATEGY",
                description = "How the file lists devices: explicit (default) or pattern.")
        private @Nullable String strategy;

        @Option(names = "--broker", paramLabel = "ID", description = "The file of this broker.")
        private @Nullable String broker;

        @Override
        protected int run(PortalClient portal) throws IOException {
            Map<String, Object> where = new LinkedHashMap<>();
            RawAnswer.put(where, "at", at);
            RawAnswer.put(where, "position", position);
            RawAnswer.put(where, "strategy", strategy);
            RawAnswer.put(where, "broker", broker);
            RawAnswer.copy(portal.stream("/audit/state/acl", where, "text/plain"), out());
            return ExitCode.OK;
        }
    }
}
