package org.deviceonboarding.cli.broker;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.OutputColumn;
import org.deviceonboarding.cli.server.PortalCommand;
import org.deviceonboarding.cli.terminal.Confirmation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Retires a broker that is gone for good. */
@Command(
        name = "retire",
        mixinStandardHelpOptions = true,
        description = {
            "Retires a broker that is gone for good: changes no longer wait for the broker. Needs the role admin.",
            "A broker that still runs reports again and returns to the list."
        },
        footerHeading = "%nExample:%n",
        footer = "  onboard broker retire mosquitto-2 --comment \"the line was sold\"")
final class RetireCommand extends PortalCommand {
    private static final List<OutputColumn> DONE = List.of(
            new OutputColumn("broker", "/broker_id"),
            new OutputColumn("status", "/status"),
            new OutputColumn("position", "/position"));

    @Parameters(paramLabel = "BROKER", description = "The id of the broker, as onboard broker status shows it.")
    private String broker;

    @Option(
            names = "--comment",
            paramLabel = "TEXT",
            description = "The reason for the change. The log keeps the reason.")
    private @Nullable String comment;

    @Mixin
    private Confirmation confirmation;

    @Override
    protected void check() {
        confirmation.possible();
    }

    @Override
    protected int run(PortalClient portal) throws IOException {
        confirmation.ask("Retire the broker " + broker + "? No revocation waits for it any more.");
        ObjectNode body = JsonMapper.shared().createObjectNode();
        if (comment != null) {
            body.put("comment", comment);
        }
        String path = "/brokers/" + URLEncoder.encode(broker, StandardCharsets.UTF_8) + "/retire";
        print(portal.json(Call.post(path).json(body).repeatable()), DONE);
        return ExitCode.OK;
    }
}
