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
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prints the state at a time. */
@Command(
        name = "state",
        mixinStandardHelpOptions = true,
        description =
                "Prints the devices, the ACL or the CRL at a time or a position of the log. Without either: as of now.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard audit state devices --at 2030-01-31T00:00:00Z --output csv",
            "  onboard audit state acl --position 42",
            "  onboard audit state crl"
        })
final class StateCommand extends PortalCommand {
    private static final List<RowPrinter.SizedColumn> COLUMNS = List.of(
            new RowPrinter.SizedColumn("id", 36),
            new RowPrinter.SizedColumn("name", 24),
            new RowPrinter.SizedColumn("type", 12),
            new RowPrinter.SizedColumn("status", 14),
            new RowPrinter.SizedColumn("certificate", 33),
            new RowPrinter.SizedColumn("expires at", 20));

    /** The views of the state. */
    private enum View {
        DEVICES,
        ACL,
        CRL
    }

    @Parameters(paramLabel = "VIEW", description = "The view to print: devices, acl (the exact file) or crl.")
    private View view;

    @Option(names = "--at", paramLabel = "TIME", description = "The state at this time, such as 2030-01-31T00:00:00Z.")
    private @Nullable String at;

    @Option(names = "--position", paramLabel = "POSITION", description = "The state at this position of the log.")
    private @Nullable Long position;

    @Option(
            names = "--strategy",
            paramLabel = "STRATEGY",
            description = "For acl: how the file lists devices, explicit (default) or pattern.")
    private @Nullable String strategy;

    @Option(names = "--broker", paramLabel = "ID", description = "For acl: the file of this broker.")
    private @Nullable String broker;

    @Override
    protected void check() {
        if (view != View.ACL && (strategy != null || broker != null)) {
            throw misuse("--strategy and --broker are for the view acl only");
        }
    }

    @Override
    protected int run(PortalClient portal) throws IOException, AuditBundleRefused {
        Map<String, Object> where = new LinkedHashMap<>();
        RawAnswer.put(where, "at", at);
        RawAnswer.put(where, "position", position);
        RawAnswer.put(where, "broker", broker);
        RawAnswer.put(
                where, "strategy", view == View.ACL && broker == null && strategy == null ? "explicit" : strategy);
        switch (view) {
            case DEVICES -> devices(portal, where);
            case ACL -> copy(portal, "/audit/state/acl", where, "text/plain");
            case CRL -> copy(portal, "/audit/state/crl", where, "application/json");
        }
        return ExitCode.OK;
    }

    private void copy(PortalClient portal, String path, Map<String, Object> where, String accept) throws IOException {
        RawAnswer.copy(portal.stream(path, where, accept), out());
    }

    private void devices(PortalClient portal, Map<String, Object> where) throws IOException, AuditBundleRefused {
        if (format() == Format.JSON) {
            copy(portal, "/audit/state/devices", where, RawAnswer.LINES);
            return;
        }
        RowPrinter rows = new RowPrinter(out(), format(), COLUMNS);
        InputStream answer = portal.stream("/audit/state/devices", where, RawAnswer.LINES);
        try (LineReader lines = new LineReader(answer, "the server's answer")) {
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
