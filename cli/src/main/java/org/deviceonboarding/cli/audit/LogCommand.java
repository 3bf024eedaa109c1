package org.deviceonboarding.cli.audit;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.http.ServerOptions;
import org.deviceonboarding.cli.output.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The log with every text as it is stored. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description = "Prints the log as it is stored, with the ledger's hashes, one JSON object a line.")
final class LogCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ServerOptions server;

    @Option(names = "--after", paramLabel = "POSITION", description = "Begin behind this position.")
    private @Nullable Long after;

    @Option(names = "--until", paramLabel = "POSITION", description = "End with this position.")
    private @Nullable Long until;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many entries.")
    private @Nullable Long limit;

    @Override
    public Integer call() throws IOException {
        Map<String, Object> where = new LinkedHashMap<>();
        Wanted.put(where, "after", after);
        Wanted.put(where, "until", until);
        Wanted.put(where, "limit", limit);
        try (PortalClient portal = server.client()) {
            Wanted.copy(
                    portal.stream("/audit/log", where, Wanted.LINES),
                    spec.commandLine().getOut());
        }
        return ExitCode.OK;
    }
}
