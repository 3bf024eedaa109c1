package org.deviceonboarding.cli.job;

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

/** Whether to wait for the end of a job, and what to fetch then. */
final class JobFollowOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--wait", description = "Wait for the end of the job. A terminal shows the progress.")
    private boolean wait;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description = "Wait for the end, then write the result of each row to this file, as CSV.")
    private @Nullable Path results;

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "Wait for the end, then fetch all credentials into this file, as one ZIP.")
    private @Nullable Path credentials;

    boolean wanted() {
        return wait || results != null || credentials != null;
    }

    /** Refuses files that exist, before the portal is asked for anything. */
    void check() {
        for (Path file : new Path[] {results, credentials}) {
            if (file != null && Files.exists(file)) {
                throw new ParameterException(command.commandLine(), file + " exists already");
            }
        }
    }

    /** @return the job after its end */
    JsonNode follow(PortalClient portal, JobApi api, String id, PrintWriter err) throws IOException {
        JsonNode job = api.await(portal, id, err);
        if (results != null) {
            api.results(portal, id, results);
        }
        if (credentials != null) {
            api.credentials(portal, job, credentials);
        }
        return job;
    }
}
