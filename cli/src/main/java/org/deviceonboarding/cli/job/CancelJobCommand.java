package org.deviceonboarding.cli.job;

import java.io.IOException;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.server.PortalCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Cancels one job. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = "Cancels a job. What the job has done so far stays done.")
final class CancelJobCommand extends PortalCommand {
    @ParentCommand
    private JobGroup group;

    @Parameters(paramLabel = "ID", description = "The id of the job to cancel.")
    private String id;

    @Override
    protected int run(PortalClient portal) throws IOException {
        print(portal.json(Call.post(group.api().one(id) + "/cancel").repeatable()), JobApi.JOB);
        return ExitCode.OK;
    }
}
