package org.deviceonboarding.cli.bulk;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deviceonboarding.cli.http.PortalClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Whether to wait for the end, and what to fetch then. */
final class FollowOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--wait", description = "Wait for the end; on a terminal, show how far it is.")
    private boolean wait;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description = "Then write what became of each row, as CSV. Waits.")
    private @Nullable Path results;

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "Then fetch all credentials, as one ZIP. Waits.")
    private @Nullable Path credentials;

    boolean wanted() {
        return wait || results != null || credentials != null;
    }

    /** Known before anything is asked. */
    void check() {
        for (Path file : new Path[] {results, credentials}) {
            if (file != null && Files.exists(file)) {
                throw new ParameterException(command.commandLine(), file + " is there already");
            }
        }
    }

    /** @return the job as it ended */
    JsonNode follow(PortalClient portal, Jobs jobs, String id, PrintWriter err) throws IOException {
        JsonNode job = jobs.await(portal, id, err);
        if (results != null) {
            jobs.results(portal, id, results);
        }
        if (credentials != null) {
            jobs.credentials(portal, job, credentials);
        }
        return job;
    }
}
