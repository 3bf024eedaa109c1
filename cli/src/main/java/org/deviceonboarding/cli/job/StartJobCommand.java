package org.deviceonboarding.cli.job;

import java.io.IOException;
import java.util.List;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.OutputColumn;
import org.deviceonboarding.cli.output.SafeText;
import org.deviceonboarding.cli.server.PortalCommand;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A command that starts a job, and follows the job to its end if the options ask for that. */
abstract class StartJobCommand extends PortalCommand {
    private static final List<OutputColumn> AWAITING = List.of(
            new OutputColumn("status", "/status"),
            new OutputColumn("approval id", "/approval_id"),
            new OutputColumn("expires at", "/expires_at"));

    @Mixin
    private JobFollowOptions follow;

    @Override
    protected void check() {
        follow.check();
    }

    /**
     * Prints the job that the portal has started, or waits for approval.
     *
     * @return the exit code
     */
    final int started(PortalClient portal, JobApi api, JsonNode answer) throws IOException {
        String id = answer.path(api.idMember()).asString("");
        if (answer instanceof ObjectNode object && !id.isEmpty()) {
            object.put("id", id);
        }
        int code = exitCode(answer);
        if (code != ExitCode.OK || !follow.wanted()) {
            print(answer, code == ExitCode.OK ? JobApi.JOB : AWAITING);
            return code;
        }
        String password = answer.path("credentials_password").asString("");
        say("onboard: job " + id + " has begun"
                + (password.isEmpty() ? "" : "; the password of its credentials is " + SafeText.line(password)));
        JsonNode job = follow.follow(portal, api, id, err());
        if (job instanceof ObjectNode object && !password.isEmpty()) {
            object.put("credentials_password", password);
        }
        print(job, JobApi.JOB);
        return JobApi.exitCode(job);
    }
}
