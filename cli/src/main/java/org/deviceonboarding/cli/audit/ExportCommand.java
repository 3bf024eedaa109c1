package org.deviceonboarding.cli.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.deviceonboarding.cli.file.OwnersFile;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.ProgressBar;
import org.deviceonboarding.cli.runtime.CliRuntime;
import org.deviceonboarding.cli.server.PortalCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports the log with everything that a verification needs. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a bundle: the log, the checkpoints, the CA's certificates, the CRLs and the current state.",
            "The bundle contains personal data, so only you can read the file."
        },
        footerHeading = "%nExample:%n",
        footer = "  onboard audit export today.bundle")
final class ExportCommand extends PortalCommand {
    @Option(names = "--force", description = "Replace the file if the file exists.")
    private boolean force;

    @Parameters(paramLabel = "BUNDLE", description = "The file to write.")
    private Path file;

    @Override
    protected void check() {
        if (Files.exists(file) && !force) {
            throw misuse(file + " exists already; --force replaces it");
        }
    }

    @Override
    protected int run(PortalClient portal) throws IOException {
        Path draft = OwnersFile.create(file);
        try (ProgressBar progress = new ProgressBar(err(), "entries")) {
            BundleExport export = new BundleExport(portal, CliRuntime.clock(), progress, err());
            export.write(draft);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        out().println(file);
        return ExitCode.OK;
    }
}
