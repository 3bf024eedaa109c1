package org.deviceonboarding.cli.acl;

import java.io.IOException;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Format;
import org.deviceonboarding.cli.output.SafeText;
import org.deviceonboarding.cli.server.PortalCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows what a new template would change. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = "Shows what a new template would change in mosquitto.acl, and changes nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard acl preview pump --rule write=devices/{device_id}/data --rule read=devices/{device_id}/cmd/#",
            "  onboard acl preview pump --file pump.json --limit 500"
        })
final class PreviewCommand extends PortalCommand {
    @Parameters(paramLabel = "TYPE", description = "The device type.")
    private String type;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Show the lines of this many devices (default: 20, at most 500).")
    private int limit = 20;

    @Mixin
    private RuleOptions rules;

    @Override
    protected void check() {
        rules.check();
    }

    @Override
    protected int run(PortalClient portal) throws IOException {
        print(preview(portal, type, rules, limit));
        return ExitCode.OK;
    }

    static JsonNode preview(PortalClient portal, String type, RuleOptions rules, int limit) throws IOException {
        return portal.json(Call.post("/acl-templates/" + TypeName.inPath(type) + "/preview")
                .with("limit", limit)
                .json(rules.proposal())
                .repeatable());
    }

    private void print(JsonNode preview) {
        if (format() == Format.JSON) {
            out().println(SafeText.json(preview.toString()));
        } else {
            out().print(text(preview));
        }
        out().flush();
    }

    static String text(JsonNode preview) {
        StringBuilder text = new StringBuilder();
        text.append(preview.path("devices_affected").asLong())
                .append(" active devices of type ")
                .append(SafeText.line(preview.path("type").asString("")))
                .append(", template version ")
                .append(preview.path("version_now").asLong())
                .append(" now\n");
        preview.path("rules_removed").forEach(rule -> text.append(rule("- ", rule)));
        preview.path("rules_added").forEach(rule -> text.append(rule("+ ", rule)));
        String now = preview.path("messages_now").asString("by default");
        String then = preview.path("messages_then").asString("by default");
        if (!now.equals(then)) {
            text.append("- messages after loss: ").append(SafeText.line(now)).append('\n');
            text.append("+ messages after loss: ").append(SafeText.line(then)).append('\n');
        }
        String diff = preview.path("diff").asString("");
        return text.append(diff.isEmpty() ? "" : "\n" + SafeText.lines(diff)).toString();
    }

    private static String rule(String sign, JsonNode rule) {
        return SafeText.line(sign + rule.path("access").asString("") + " "
                        + rule.path("topic").asString("")) + "\n";
    }
}
