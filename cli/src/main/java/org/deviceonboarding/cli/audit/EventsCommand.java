package org.deviceonboarding.cli.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Format;
import org.deviceonboarding.cli.output.Rows;
import org.deviceonboarding.cli.server.PortalCommand;
import org.deviceonboarding.cli.server.Wanted;
import org.deviceonboarding.verify.bundle.BundleRefused;
import org.deviceonboarding.verify.bundle.Lines;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What happened, with the filters that the server knows. */
@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = "Prints what happened, oldest first, as it comes. Takes the role auditor.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard audit events --device 5f0c1c3e-8d1c-4bb0-9d0f-6f3f2a1f9f10",
            "  onboard audit events --type CertificateRevoked,CommandRefused --from 2030-01-31T00:00:00Z --output csv"
        })
final class EventsCommand extends PortalCommand {
    private static final List<Rows.Column> COLUMNS = List.of(
            new Rows.Column("position", 9),
            new Rows.Column("time", 24),
            new Rows.Column("type", 22),
            new Rows.Column("device", 36),
            new Rows.Column("actor", 16),
            new Rows.Column("address", 15));

    @Option(names = "--device", paramLabel = "ID", description = "Of this device.")
    private @Nullable String device;

    @Option(names = "--type", paramLabel = "TYPE", description = "Of these kinds, with commas between them.")
    private @Nullable String type;

    @Option(names = "--actor", paramLabel = "NAME", description = "By this caller.")
    private @Nullable String actor;

    @Option(names = "--address", paramLabel = "ADDRESS", description = "From this address.")
    private @Nullable String address;

    @Option(names = "--from", paramLabel = "TIME", description = "From this moment on (2030-01-31T00:00:00Z).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before this moment.")
    private @Nullable String to;

    @Option(names = "--after", paramLabel = "POSITION", description = "Begin behind this position.")
    private @Nullable Long after;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
    private @Nullable Long limit;

    @Override
    protected int run(PortalClient portal) throws IOException, BundleRefused {
        Map<String, Object> where = new LinkedHashMap<>();
        Wanted.put(where, "device_id", device);
        Wanted.put(where, "type", type);
        Wanted.put(where, "actor", actor);
        Wanted.put(where, "address", address);
        Wanted.put(where, "from", from);
        Wanted.put(where, "to", to);
        Wanted.put(where, "after", after);
        Wanted.put(where, "limit", limit);
        InputStream answer = portal.stream("/audit/events", where, format() == Format.CSV ? Wanted.CSV : Wanted.LINES);
        if (format() == Format.TABLE) {
            table(answer);
        } else {
            Wanted.copy(answer, out());
        }
        return ExitCode.OK;
    }

    private void table(InputStream answer) throws IOException, BundleRefused {
        Rows rows = new Rows(out(), format(), COLUMNS);
        try (Lines lines = new Lines(answer, "the server's answer")) {
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
