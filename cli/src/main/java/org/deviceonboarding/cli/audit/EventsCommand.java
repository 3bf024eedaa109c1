package org.deviceonboarding.cli.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.deviceonboarding.audit.bundle.BundleRefused;
import org.deviceonboarding.audit.bundle.Lines;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.http.ServerOptions;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Format;
import org.deviceonboarding.cli.output.Rows;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What happened, with the filters that the server knows. */
@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = "Prints what happened, oldest first, as it comes.")
final class EventsCommand implements Callable<Integer> {
    private static final List<Rows.Column> COLUMNS = List.of(
            new Rows.Column("position", 9),
            new Rows.Column("time", 24),
            new Rows.Column("type", 22),
            new Rows.Column("device", 36),
            new Rows.Column("actor", 16),
            new Rows.Column("address", 15));

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ServerOptions server;

    @Option(names = "--device", paramLabel = "ID", description = "Of this device.")
    private @Nullable String device;

    @Option(names = "--type", paramLabel = "TYPE", description = "Of these kinds, with commas between them.")
    private @Nullable String type;

    @Option(names = "--actor", paramLabel = "NAME", description = "By this caller.")
    private @Nullable String actor;

    @Option(names = "--from", paramLabel = "TIME", description = "From this moment on (2030-01-31T00:00:00Z).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before this moment.")
    private @Nullable String to;

    @Option(names = "--after", paramLabel = "POSITION", description = "Begin behind this position.")
    private @Nullable Long after;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
    private @Nullable Long limit;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "table (default), json (one object a line) or csv.")
    private Format output = Format.TABLE;

    @Override
    public Integer call() throws IOException, BundleRefused {
        Map<String, Object> where = new LinkedHashMap<>();
        Wanted.put(where, "device_id", device);
        Wanted.put(where, "type", type);
        Wanted.put(where, "actor", actor);
        Wanted.put(where, "from", from);
        Wanted.put(where, "to", to);
        Wanted.put(where, "after", after);
        Wanted.put(where, "limit", limit);
        try (PortalClient portal = server.client()) {
            InputStream answer =
                    portal.stream("/audit/events", where, output == Format.CSV ? Wanted.CSV : Wanted.LINES);
            if (output == Format.TABLE) {
                table(answer);
            } else {
                Wanted.copy(answer, spec.commandLine().getOut());
            }
        }
        return ExitCode.OK;
    }

    private void table(InputStream answer) throws IOException, BundleRefused {
        Rows rows = new Rows(spec.commandLine().getOut(), output, COLUMNS);
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
        spec.commandLine().getOut().flush();
    }
}
