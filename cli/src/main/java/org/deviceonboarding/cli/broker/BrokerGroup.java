package org.deviceonboarding.cli.broker;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.ListPrinter;
import org.deviceonboarding.cli.output.OutputColumn;
import org.deviceonboarding.cli.server.PortalCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The group {@code onboard broker}. */
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        description = "Shows and retires brokers.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BrokerGroup.BrokerStatusCommand.class, RetireCommand.class, HelpCommand.class})
public final class BrokerGroup {
    /** Shows what each broker enforces. */
    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Shows which policy each broker enforces, and how far the broker is behind the log.",
            footerHeading = "%nExamples:%n",
            footer = {"  onboard broker status", "  onboard broker status --output json | jq .canary"})
    static final class BrokerStatusCommand extends PortalCommand {
        private static final List<OutputColumn> COLUMNS = List.of(
                new OutputColumn("broker", "/broker_id"),
                new OutputColumn("status", "/status"),
                new OutputColumn("position", "/position"),
                new OutputColumn("behind", "/lag_positions"),
                new OutputColumn("behind s", "/lag_seconds"),
                new OutputColumn("strategy", "/strategy"),
                new OutputColumn("crl number", "/crl_number"),
                new OutputColumn("enforced at", "/enforced_at"),
                new OutputColumn("latency ms", "/latency_millis"),
                new OutputColumn("rejected because", "/rejection/reason"));

        @Option(names = "--retired", description = "Show retired brokers too.")
        private boolean retired;

        @Override
        protected int run(PortalClient portal) throws IOException {
            boolean rejected = false;
            try (ListPrinter listing = listing(COLUMNS)) {
                for (JsonNode broker : portal.json("/brokers", retired ? Map.of("retired", "true") : Map.of())
                        .path("items")) {
                    listing.add(broker);
                    rejected |= broker.path("status").asString("").equals("rejected");
                }
            }
            return rejected ? ExitCode.FOUND : ExitCode.OK;
        }
    }
}
