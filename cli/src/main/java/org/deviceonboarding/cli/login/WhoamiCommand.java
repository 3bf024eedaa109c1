package org.deviceonboarding.cli.login;

import java.io.IOException;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.server.Identity;
import org.deviceonboarding.cli.server.PortalCommand;
import picocli.CommandLine.Command;

/** Who we are there. */
@Command(
        name = "whoami",
        mixinStandardHelpOptions = true,
        description = "Says which portal this is, and who it takes you for.",
        footerHeading = "%nExample:%n",
        footer = "  onboard whoami --profile production")
public final class WhoamiCommand extends PortalCommand {
    @Override
    protected int run(PortalClient portal) throws IOException {
        print(Identity.ask(portal), Identity.COLUMNS);
        return ExitCode.OK;
    }
}
