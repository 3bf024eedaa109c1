package org.deviceonboarding.cli.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.http.ServerOptions;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Format;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** A checkpoint to keep. */
@Command(
        name = "checkpoint",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the newest checkpoint: keep it where nobody who runs the portal can change it.",
            "verify --checkpoint takes what this prints."
        })
final class CheckpointCommand implements Callable<Integer> {
    private static final int PAGE = 500;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ServerOptions server;

    @Option(names = "--new", description = "Have one signed that covers all there is now. Takes a key.")
    private boolean fresh;

    @Option(names = "--all", description = "All there are, one JSON object a line. They narrow down what was changed.")
    private boolean all;

    @Option(names = "--output", paramLabel = "FORMAT", description = "table (default: the signed note) or json.")
    private Format output = Format.TABLE;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (PortalClient portal = server.client()) {
            if (all) {
                list(portal, out);
                return ExitCode.OK;
            }
            JsonNode newest = fresh ? portal.post("/audit/checkpoints") : portal.json("/audit/checkpoint", Map.of());
            if (output == Format.JSON) {
                out.println(newest);
            } else {
                out.print(newest.path("note").asString());
            }
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void list(PortalClient portal, PrintWriter out) throws IOException {
        long after = -1;
        do {
            Map<String, ?> where = after < 0 ? Map.of("limit", PAGE) : Map.of("limit", PAGE, "after", after);
            JsonNode page = portal.json("/audit/checkpoints", where);
            page.path("items").forEach(out::println);
            long reached = page.path("next_cursor").asLong(-1);
            if (reached >= 0 && reached <= after) {
                throw new IOException("The server's list of checkpoints goes in circles");
            }
            after = reached;
        } while (after >= 0);
        out.flush();
    }
}
