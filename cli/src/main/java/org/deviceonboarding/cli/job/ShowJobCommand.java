package org.deviceonboarding.cli.job;

import java.io.IOException;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.server.PortalCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

/** Shows one job, and waits for the job's end if the options ask for that. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows the progress of a job.")
final class ShowJobCommand extends PortalCommand {
    @ParentCommand
    private JobGroup group;

    @Parameters(paramLabel = "ID", description = "The id of the job to show.")
    private String id;

    @Mixin
    private JobFollowOptions follow;

    @Override
    protected void check() {
        follow.check();
    }

    @Override
    protected int run(PortalClient portal) throws IOException {
        boolean follows = follow.wanted();
        JsonNode job = follows
                ? follow.follow(portal, group.api(), id, err())
                : group.api().show(portal, id);
        print(job, JobApi.JOB);
        return follows ? JobApi.exitCode(job) : ExitCode.OK;
    }
}
