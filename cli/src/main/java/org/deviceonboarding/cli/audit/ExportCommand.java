package org.deviceonboarding.cli.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.http.ServerOptions;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes the log away, with all that it takes to check it. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a bundle: the log, its checkpoints, the CA, the CRLs, and what is in force.",
            "It holds names and addresses of people; only its owner may read the file."
        })
final class ExportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ServerOptions server;

    @Option(names = "--force", description = "Replace the file if it is there.")
    private boolean force;

    @Parameters(paramLabel = "BUNDLE", description = "The file to write.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(file) && !force) {
            throw new ParameterException(spec.commandLine(), file + " is there; --force replaces it");
        }
        PrintWriter err = spec.commandLine().getErr();
        Path draft = OwnersFile.create(file);
        try (PortalClient portal = server.client();
                Progress progress = new Progress(err, "entries")) {
            Export export = new Export(portal, CompositionRoot.clock(), progress, err);
            export.write(draft);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        spec.commandLine().getOut().println(file);
        return ExitCode.OK;
    }
}
