package org.deviceonboarding.cli.job;

import java.io.IOException;
import java.util.List;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.OutputColumn;
import org.deviceonboarding.cli.runtime.CliRuntime;
import org.deviceonboarding.cli.server.PortalCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Claims the credentials of a renewal that the portal started by itself. */
@Command(
        name = "claim",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the password of credentials that the portal prepared by itself.",
            "The portal gives the password to the first caller only."
        })
final class ClaimCommand extends PortalCommand {
    private static final List<OutputColumn> CLAIMED = List.of(
            new OutputColumn("id", "/bulk_id"),
            new OutputColumn("credentials password", "/credentials_password"),
            new OutputColumn("credentials link", "/credentials_link"),
            new OutputColumn("credentials expire at", "/credentials_expires_at"));

    @Parameters(paramLabel = "ID", description = "The id of the job whose credentials to claim.")
    private String id;

    @Override
    protected int run(PortalClient portal) throws IOException {
        print(
                portal.json(Call.post(JobApi.BULK_CHANGES.one(id) + "/claim")
                        .idempotencyKey(CliRuntime.newIdempotencyKey())),
                CLAIMED);
        return ExitCode.OK;
    }
}
