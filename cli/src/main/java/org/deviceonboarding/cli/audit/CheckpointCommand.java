package org.deviceonboarding.cli.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Format;
import org.deviceonboarding.cli.output.SafeText;
import org.deviceonboarding.cli.server.PortalCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Prints a checkpoint for an auditor to keep. */
@Command(
        name = "checkpoint",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the newest checkpoint. Keep the checkpoint where the portal's operators cannot change it.",
            "onboard audit verify --checkpoint reads the checkpoint."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard audit checkpoint > kept.note",
            "  onboard audit checkpoint --new",
            "  onboard audit checkpoint --all > all.ndjson"
        })
final class CheckpointCommand extends PortalCommand {
    private static final int PAGE = 500;

    @Option(names = "--new", description = "Have the portal sign a checkpoint over the whole log. Needs an API key.")
    private boolean fresh;

    @Option(
            names = "--all",
            description = "Print all checkpoints, one JSON object a line. They narrow down where the log was changed.")
    private boolean all;

    @Override
    protected int run(PortalClient portal) throws IOException {
        PrintWriter out = out();
        if (all) {
            list(portal, out);
            return ExitCode.OK;
        }
        JsonNode newest = fresh ? portal.post("/audit/checkpoints") : portal.json("/audit/checkpoint", Map.of());
        if (format() == Format.JSON) {
            out.println(SafeText.json(newest.toString()));
        } else {
            out.print(SafeText.lines(newest.path("note").asString()));
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void list(PortalClient portal, PrintWriter out) throws IOException {
        long after = -1;
        do {
            Map<String, ?> where = after < 0 ? Map.of("limit", PAGE) : Map.of("limit", PAGE, "after", after);
            JsonNode page = portal.json("/audit/checkpoints", where);
            page.path("items").forEach(item -> out.println(SafeText.json(item.toString())));
            long reached = page.path("next_cursor").asLong(-1);
            if (reached >= 0 && reached <= after) {
                throw new IOException("The server's list of checkpoints repeats itself");
            }
            after = reached;
        } while (after >= 0);
        out.flush();
    }
}
