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
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was in force at a moment. */
@Command(
        name = "state",
        mixinStandardHelpOptions = true,
        description = "Prints what was true at a moment or a position of the log; without either, now.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard audit state devices --at 2030-01-31T00:00:00Z --output csv",
            "  onboard audit state acl --position 42",
            "  onboard audit state crl"
        })
final class StateCommand extends PortalCommand {
    private static final List<Rows.Column> COLUMNS = List.of(
            new Rows.Column("id", 36),
            new Rows.Column("name", 24),
            new Rows.Column("type", 12),
            new Rows.Column("status", 14),
            new Rows.Column("certificate", 33),
            new Rows.Column("expires at", 20));

    /** The views there are. */
    private enum View {
        DEVICES,
        ACL,
        CRL
    }

    @Parameters(paramLabel = "VIEW", description = "devices, acl (the exact file) or crl.")
    private View view;

    @Option(names = "--at", paramLabel = "TIME", description = "At this moment (2030-01-31T00:00:00Z).")
    private @Nullable String at;

    @Option(names = "--position", paramLabel = "POSITION", description = "At this position of the log.")
    private @Nullable Long position;

    @Option(names = "--strategy", paramLabel = "STRATEGY", description = "Of the ACL file: explicit or pattern.")
    private @Nullable String strategy;

    @Option(names = "--broker", paramLabel = "ID", description = "The ACL file as this broker has it.")
    private @Nullable String broker;

    @Override
    protected void check() {
        if (view != View.ACL && (strategy != null || broker != null)) {
            throw misuse("--strategy and --broker are about the ACL file");
        }
    }

    @Override
    protected int run(PortalClient portal) throws IOException, BundleRefused {
        Map<String, Object> where = new LinkedHashMap<>();
        Wanted.put(where, "at", at);
        Wanted.put(where, "position", position);
        Wanted.put(where, "broker", broker);
        Wanted.put(where, "strategy", view == View.ACL && broker == null && strategy == null ? "explicit" : strategy);
        switch (view) {
            case DEVICES -> devices(portal, where);
            case ACL -> copy(portal, "/audit/state/acl", where, "text/plain");
            case CRL -> copy(portal, "/audit/state/crl", where, "application/json");
        }
        return ExitCode.OK;
    }

    private void copy(PortalClient portal, String path, Map<String, Object> where, String accept) throws IOException {
        Wanted.copy(portal.stream(path, where, accept), out());
    }

    private void devices(PortalClient portal, Map<String, Object> where) throws IOException, BundleRefused {
        if (format() == Format.JSON) {
            copy(portal, "/audit/state/devices", where, Wanted.LINES);
            return;
        }
        Rows rows = new Rows(out(), format(), COLUMNS);
        InputStream answer = portal.stream("/audit/state/devices", where, Wanted.LINES);
        try (Lines lines = new Lines(answer, "the server's answer")) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                JsonNode device = JsonMapper.shared().readTree(line);
                rows.row(List.of(
                        device.path("id").asString(),
                        device.path("details").path("name").asString(),
                        device.path("details").path("type").asString(),
                        device.path("status").asString(),
                        device.path("certificate").path("serial").asString(""),
                        device.path("certificate").path("expires_at").asString("")));
            }
        }
        out().flush();
    }
}
