package org.deviceonboarding.cli.audit;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.server.PortalCommand;
import org.deviceonboarding.cli.server.RawAnswer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the log as it is stored. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description =
                "Prints the log as it is stored, with the ledger's hashes, one JSON object a line. Needs the role auditor.",
        footerHeading = "%nExample:%n",
        footer = "  onboard audit log --after 100 --until 200")
final class LogCommand extends PortalCommand {
    @Option(names = "--after", paramLabel = "POSITION", description = "Start after this position.")
    private @Nullable Long after;

    @Option(names = "--until", paramLabel = "POSITION", description = "Stop after this position.")
    private @Nullable Long until;

    @Option(names = "--limit", paramLabel = "N", description = "Print at most this many entries.")
    private @Nullable Long limit;

    @Override
    protected int run(PortalClient portal) throws IOException {
        Map<String, Object> where = new LinkedHashMap<>();
        RawAnswer.put(where, "after", after);
        RawAnswer.put(where, "until", until);
        RawAnswer.put(where, "limit", limit);
        RawAnswer.copy(portal.stream("/audit/log", where, RawAnswer.LINES), out());
        return ExitCode.OK;
    }
}
