package org.deviceonboarding.cli.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.deviceonboarding.cli.file.OwnersFile;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Progress;
import org.deviceonboarding.cli.server.PortalCommand;
import org.deviceonboarding.cli.world.CompositionRoot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes the log away, with all that it takes to check it. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a bundle: the log, its checkpoints, the CA, the CRLs, and what is in force.",
            "It holds names and addresses of people; only its owner may read the file."
        },
        footerHeading = "%nExample:%n",
        footer = "  onboard audit export today.bundle")
final class ExportCommand extends PortalCommand {
    @Option(names = "--force", description = "Replace the file if it is there.")
    private boolean force;

    @Parameters(paramLabel = "BUNDLE", description = "The file to write.")
    private Path file;

    @Override
    protected void check() {
        if (Files.exists(file) && !force) {
            throw misuse(file + " is there; --force replaces it");
        }
    }

    @Override
    protected int run(PortalClient portal) throws IOException {
        Path draft = OwnersFile.create(file);
        try (Progress progress = new Progress(err(), "entries")) {
            Export export = new Export(portal, CompositionRoot.clock(), progress, err());
            export.write(draft);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        out().println(file);
        return ExitCode.OK;
    }
}
