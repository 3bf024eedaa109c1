package org.deviceonboarding.cli.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Format;
import org.deviceonboarding.cli.output.RowPrinter;
import org.deviceonboarding.cli.server.PortalCommand;
import org.deviceonboarding.cli.server.RawAnswer;
import org.deviceonboarding.verify.bundle.AuditBundleRefused;
import org.deviceonboarding.verify.bundle.LineReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prints the events that match filters. */
@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = "Prints the events of the log, oldest first. Needs the role auditor.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard audit events --device 5f0c1c3e-8d1c-4bb0-9d0f-6f3f2a1f9f10",
            "  onboard audit events --type CertificateRevoked,CommandRefused --from 2030-01-31T00:00:00Z --output csv"
        })
final class EventsCommand extends PortalCommand {
    private static final List<RowPrinter.SizedColumn> COLUMNS = List.of(
            new RowPrinter.SizedColumn("position", 9),
            new RowPrinter.SizedColumn("time", 24),
            new RowPrinter.SizedColumn("type", 22),
            new RowPrinter.SizedColumn("device", 36),
            new RowPrinter.SizedColumn("actor", 16),
            new RowPrinter.SizedColumn("address", 15));

    @Option(names = "--device", paramLabel = "ID", description = "Only events of this device.")
    private @Nullable String device;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only events of these types, separated by commas.")
    private @Nullable String type;

    @Option(names = "--actor", paramLabel = "NAME", description = "Only events that this caller caused.")
    private @Nullable String actor;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "Only events that came from this network address.")
    private @Nullable String address;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Only events at or after this time, such as 2030-01-31T00:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only events before this time.")
    private @Nullable String to;

    @Option(names = "--after", paramLabel = "POSITION", description = "Start after this position.")
    private @Nullable Long after;

    @Option(names = "--limit", paramLabel = "N", description = "Print at most this many events.")
    private @Nullable Long limit;

    @Override
    protected int run(PortalClient portal) throws IOException, AuditBundleRefused {
        Map<String, Object> where = new LinkedHashMap<>();
        RawAnswer.put(where, "device_id", device);
        RawAnswer.put(where, "type", type);
        RawAnswer.put(where, "actor", actor);
        RawAnswer.put(where, "address", address);
        RawAnswer.put(where, "from", from);
        RawAnswer.put(where, "to", to);
        RawAnswer.put(where, "after", after);
        RawAnswer.put(where, "limit", limit);
        InputStream answer =
                portal.stream("/audit/events", where, format() == Format.CSV ? RawAnswer.CSV : RawAnswer.LINES);
        if (format() == Format.TABLE) {
            table(answer);
        } else {
            RawAnswer.copy(answer, out());
        }
        return ExitCode.OK;
    }

    private void table(InputStream answer) throws IOException, AuditBundleRefused {
        RowPrinter rows = new RowPrinter(out(), format(), COLUMNS);
        try (LineReader lines = new LineReader(answer, "the server's answer")) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                JsonNode event = JsonMapper.shared().readTree(line);
                rows.row(List.of(
                        event.path("position").asString(),
                        event.path("time").asString(),
                        event.path("type").asString(),
                        event.path("payload").path("device_id").asString(""),
                        event.path("actor").asString(""),
                        event.path("address").asString("")));
            }
        }
        out().flush();
    }
}
