package org.deviceonboarding.cli.login;

import java.io.IOException;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.server.Identity;
import org.deviceonboarding.cli.server.PortalCommand;
import picocli.CommandLine.Command;

/** Shows the portal and the caller's identity. */
@Command(
        name = "whoami",
        mixinStandardHelpOptions = true,
        description = "Shows which portal you use, and your name and roles at this portal.",
        footerHeading = "%nExample:%n",
        footer = "  onboard whoami --profile production")
public final class WhoamiCommand extends PortalCommand {
    @Override
    protected int run(PortalClient portal) throws IOException {
        print(Identity.ask(portal), Identity.COLUMNS);
        return ExitCode.OK;
    }
}
