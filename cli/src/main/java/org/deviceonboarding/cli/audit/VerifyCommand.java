package org.deviceonboarding.cli.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.deviceonboarding.cli.file.InputFile;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Format;
import org.deviceonboarding.cli.output.ProgressBar;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.ledger.VerifierKey;
import org.deviceonboarding.verify.bundle.AuditBundle;
import org.deviceonboarding.verify.bundle.AuditBundleRefused;
import org.deviceonboarding.verify.check.KeptCheckpoint;
import org.deviceonboarding.verify.check.TrustAnchors;
import org.deviceonboarding.verify.check.Verification;
import org.deviceonboarding.verify.check.VerificationReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies a bundle. The command needs no server and no network. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Verifies a bundle without a server: the log, its Merkle tree and checkpoints, certificates, CRLs and state.",
            "Files that you kept from earlier make the result stronger. The report names what was not checked."
        },
        footerHeading = "%nExample:%n",
        footer = "  onboard audit verify today.bundle --key log.vkey --checkpoint kept.note --earlier last-year.bundle",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the bundle is correct", "1:something in the bundle is wrong", "2:the command line is wrong"})
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "The log's verifier key, or a file that holds the key, as you received it once.")
    private @Nullable String key;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "A file with a checkpoint that you kept, or with many (onboard audit checkpoint --all). May be repeated.")
    private List<Path> checkpoints = new ArrayList<>();

    @Option(
            names = "--earlier",
            paramLabel = "BUNDLE",
            description =
                    "A bundle that you kept. With it the report names the exact entry that differs. May be repeated.")
    private List<Path> earlier = new ArrayList<>();

    @Option(names = "--root", paramLabel = "FILE", description = "The root CA's certificate that you kept, PEM.")
    private @Nullable Path root;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "How to print the report: table (default) or json.")
    private Format output = Format.TABLE;

    @Parameters(paramLabel = "BUNDLE", description = "The bundle to verify.")
    private Path file;

    @Override
    public Integer call() throws IOException, AuditBundleRefused {
        PrintWriter err = spec.commandLine().getErr();
        @Nullable VerifierKey verifier = key == null ? null : KeptFiles.verifierKey(key);
        List<KeptCheckpoint> kept = KeptFiles.checkpoints(checkpoints);
        Set<Sha256> roots = root == null ? Set.of() : Set.of(KeptFiles.root(root));
        List<AuditBundle> before = new ArrayList<>();
        try {
            for (Path path : earlier) {
                before.add(open(path));
            }
            return verify(new TrustAnchors(verifier, kept, before, roots), err);
        } finally {
            for (AuditBundle bundle : before) {
                bundle.close();
            }
        }
    }

    private int verify(TrustAnchors trust, PrintWriter err) throws IOException, AuditBundleRefused {
        try (AuditBundle bundle = open(file)) {
            VerificationReport report = verified(bundle, trust, err);
            new ReportPrinter(spec.commandLine().getOut(), err).print(report, bundle.manifest(), trust, output);
            return report.clean() ? ExitCode.OK : ExitCode.FOUND;
        }
    }

    private static AuditBundle open(Path bundle) throws IOException, AuditBundleRefused {
        InputFile.start(bundle); // says in words why it cannot be read
        try {
            return AuditBundle.open(bundle);
        } catch (AuditBundleRefused e) {
            throw new AuditBundleRefused(bundle, e);
        }
    }

    private static VerificationReport verified(AuditBundle bundle, TrustAnchors trust, PrintWriter err)
            throws IOException, AuditBundleRefused {
        try (ProgressBar progress = new ProgressBar(err, "entries")) {
            return Verification.of(bundle, trust, progress::reached);
        }
    }
}
