package org.deviceonboarding.cli.authority;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.Column;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Listing;
import org.deviceonboarding.cli.server.PortalCommand;
import org.deviceonboarding.cli.world.CompositionRoot;
import org.deviceonboarding.domain.device.SerialNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The group {@code onboard ca}. */
@Command(
        name = "ca",
        mixinStandardHelpOptions = true,
        description = "The CA's certificates.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CaCommand.Show.class, CaCommand.Download.class, HelpCommand.class})
public final class CaCommand {
    /** What they say. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description =
                    "Shows the chain, the issuing CA first. It takes no key. Compare the root's fingerprint with what you know.",
            footerHeading = "%nExample:%n",
            footer = "  onboard ca show")
    static final class Show extends PortalCommand {
        private static final List<Column> COLUMNS = List.of(
                new Column("subject", "/subject"),
                new Column("serial", "/serial"),
                new Column("not before", "/not_before"),
                new Column("not after", "/not_after"),
                new Column("sha256", "/sha256"));

        @Override
        protected boolean takesKey() {
            return false;
        }

        @Override
        protected int run(PortalClient portal) throws IOException, GeneralSecurityException {
            List<X509Certificate> chain = PublishedCa.chain(portal);
            try (Listing listing = listing(COLUMNS)) {
                for (X509Certificate certificate : chain) {
                    listing.add(shown(certificate));
                }
            }
            Optional<String> fault = Chain.fault(chain, CompositionRoot.clock().instant());
            fault.ifPresent(what -> say("onboard: the chain is not good: " + what));
            return fault.isEmpty() ? ExitCode.OK : ExitCode.FOUND;
        }

        private static ObjectNode shown(X509Certificate certificate) throws GeneralSecurityException {
            return JsonMapper.shared()
                    .createObjectNode()
                    .put("subject", certificate.getSubjectX500Principal().getName())
                    .put("serial", SerialNumber.shown(certificate.getSerialNumber()))
                    .put("not_before", certificate.getNotBefore().toInstant().toString())
                    .put("not_after", certificate.getNotAfter().toInstant().toString())
                    .put(
                            "sha256",
                            HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())));
        }
    }

    /** The files. */
    @Command(
            name = "download",
            mixinStandardHelpOptions = true,
            description =
                    "Writes the root's certificate (PEM), which devices trust; with --chain the issuing CA's too.",
            footerHeading = "%nExamples:%n",
            footer = {"  onboard ca download ca.crt", "  onboard ca download --chain chain.pem"})
    static final class Download extends PortalCommand {
        @Option(names = "--chain", description = "The issuing CA, then the root.")
        private boolean chain;

        @Option(names = "--force", description = "Replace the file if it is there.")
        private boolean force;

        @Parameters(paramLabel = "FILE", description = "Where to.")
        private Path file;

        @Override
        protected void check() {
            if (Files.exists(file) && !force) {
                throw misuse(file + " is there already; --force replaces it");
            }
        }

        @Override
        protected boolean takesKey() {
            return false;
        }

        @Override
        protected int run(PortalClient portal) throws IOException {
            byte[] pem = portal.bytes(chain ? "/ca/chain.pem" : "/ca.crt", Map.of(), "*/*");
            Files.write(file, pem);
            out().println(file);
            out().flush();
            return ExitCode.OK;
        }
    }
}
