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
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.ListPrinter;
import org.deviceonboarding.cli.output.OutputColumn;
import org.deviceonboarding.cli.runtime.CliRuntime;
import org.deviceonboarding.cli.server.PortalCommand;
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
        description = "Shows and downloads the CA's certificates.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CaGroup.ShowCaCommand.class, CaGroup.DownloadCaCommand.class, HelpCommand.class})
public final class CaGroup {
    /** Shows the CA's certificates. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description =
                    "Shows the CA's certificates, the issuing CA first. Needs no key. Compare the root's fingerprint with the one you know.",
            footerHeading = "%nExample:%n",
            footer = "  onboard ca show")
    static final class ShowCaCommand extends PortalCommand {
        private static final List<OutputColumn> COLUMNS = List.of(
                new OutputColumn("subject", "/subject"),
                new OutputColumn("serial", "/serial"),
                new OutputColumn("not before", "/not_before"),
                new OutputColumn("not after", "/not_after"),
                new OutputColumn("sha256", "/sha256"));

        @Override
        protected boolean takesKey() {
            return false;
        }

        @Override
        protected int run(PortalClient portal) throws IOException, GeneralSecurityException {
            List<X509Certificate> chain = PublishedCa.chain(portal);
            try (ListPrinter listing = listing(COLUMNS)) {
                for (X509Certificate certificate : chain) {
                    listing.add(shown(certificate));
                }
            }
            Optional<String> fault = Chain.fault(chain, CliRuntime.clock().instant());
            fault.ifPresent(what -> say("onboard: the chain is wrong: " + what));
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

    /** Downloads the CA's certificates. */
    @Command(
            name = "download",
            mixinStandardHelpOptions = true,
            description =
                    "Writes the root certificate, which devices trust, as PEM. With --chain: the issuing CA's certificate too.",
            footerHeading = "%nExamples:%n",
            footer = {"  onboard ca download ca.crt", "  onboard ca download --chain chain.pem"})
    static final class DownloadCaCommand extends PortalCommand {
        @Option(names = "--chain", description = "Write the issuing CA's certificate, then the root's.")
        private boolean chain;

        @Option(names = "--force", description = "Replace the file if the file exists.")
        private boolean force;

        @Parameters(paramLabel = "FILE", description = "The file to write.")
        private Path file;

        @Override
        protected void check() {
            if (Files.exists(file) && !force) {
                throw misuse(file + " exists already; --force replaces it");
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
