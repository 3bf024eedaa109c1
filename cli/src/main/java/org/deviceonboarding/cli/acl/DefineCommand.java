package org.deviceonboarding.cli.acl;

import java.io.IOException;
import java.util.List;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.OutputColumn;
import org.deviceonboarding.cli.server.PortalCommand;
import org.deviceonboarding.cli.terminal.Confirmation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Defines the template of a device type. */
@Command(
        name = "define",
        mixinStandardHelpOptions = true,
        description =
                "Defines the topics of a device type, for existing devices too. Shows what changes and asks first.",
        footerHeading = "%nExample:%n",
        footer = "  onboard acl define pump --rule write=devices/{device_id}/data --comment \"no commands\"")
final class DefineCommand extends PortalCommand {
    private static final int SAMPLE = 3;
    private static final List<OutputColumn> COLUMNS = List.of(
            new OutputColumn("type", "/type"),
            new OutputColumn("version", "/version"),
            new OutputColumn("rules", "/rules"),
            new OutputColumn("messages after loss", "/messages_after_loss"),
            new OutputColumn("status", "/status"),
            new OutputColumn("approval id", "/approval_id"),
            new OutputColumn("position", "/position"));

    @Parameters(paramLabel = "TYPE", description = "The device type.")
    private String type;

    @Option(
            names = "--comment",
            paramLabel = "TEXT",
            description = "The reason for the change. The log keeps the reason.")
    private @Nullable String comment;

    @Mixin
    private RuleOptions rules;

    @Mixin
    private Confirmation confirmation;

    @Override
    protected void check() {
        rules.check();
        confirmation.possible();
    }

    @Override
    protected int run(PortalClient portal) throws IOException {
        err().print(PreviewCommand.text(PreviewCommand.preview(portal, type, rules, SAMPLE)));
        err().flush();
        confirmation.ask("Define the template of " + type + "?");
        ObjectNode body = rules.proposal();
        if (comment != null) {
            body.put("comment", comment);
        }
        JsonNode answer =
                portal.json(Call.put("/acl-templates/" + TypeName.inPath(type)).json(body));
        print(answer, COLUMNS);
        return exitCode(answer);
    }
}
