package org.deviceonboarding.cli.job;

import java.io.IOException;
import java.util.List;
import org.deviceonboarding.cli.http.Call;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.Column;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.server.PortalCommand;
import org.deviceonboarding.cli.world.CompositionRoot;
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
    private static final List<Column> CLAIMED = List.of(
            new Column("id", "/bulk_id"),
            new Column("credentials password", "/credentials_password"),
            new Column("credentials link", "/credentials_link"),
            new Column("credentials expire at", "/credentials_expires_at"));

    @Parameters(paramLabel = "ID", description = "The id of the job whose credentials to claim.")
    private String id;

    @Override
    protected int run(PortalClient portal) throws IOException {
        print(portal.json(Call.post(JobApi.BULK_CHANGES.one(id) + "/claim").wish(CompositionRoot.newWish())), CLAIMED);
        return ExitCode.OK;
    }
}
