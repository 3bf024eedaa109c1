package org.deviceonboarding.cli.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Format;
import org.deviceonboarding.cli.output.ListPrinter;
import org.deviceonboarding.cli.output.OutputColumn;
import org.deviceonboarding.cli.runtime.CliRuntime;
import org.deviceonboarding.cli.server.PortalCommand;
import org.deviceonboarding.domain.device.SerialNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The group {@code onboard crl}. */
@Command(
        name = "crl",
        mixinStandardHelpOptions = true,
        description = "Shows and checks the certificate revocation list (CRL).",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CrlGroup.ShowCrlCommand.class, HelpCommand.class})
public final class CrlGroup {
    /** Shows the newest CRL. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows the newest CRL. Needs no key.",
            footerHeading = "%nExamples:%n",
            footer = {"  onboard crl show --verify", "  onboard crl show --entries --output csv > revoked.csv"})
    static final class ShowCrlCommand extends PortalCommand {
        private static final List<OutputColumn> SUMMARY = List.of(
                new OutputColumn("issuer", "/issuer"),
                new OutputColumn("number", "/number"),
                new OutputColumn("this update", "/this_update"),
                new OutputColumn("next update", "/next_update"),
                new OutputColumn("entries", "/entries"),
                new OutputColumn("verified", "/verified"),
                new OutputColumn("fault", "/fault"));
        private static final List<OutputColumn> ENTRIES = List.of(
                new OutputColumn("serial", "/serial"),
                new OutputColumn("revoked at", "/revoked_at"),
                new OutputColumn("reason", "/reason"));

        @Option(names = "--verify", description = "Check the CRL's signature and dates.")
        private boolean verify;

        @Option(names = "--entries", description = "List the revoked certificates.")
        private boolean listed;

        @Override
        protected boolean takesKey() {
            return false;
        }

        @Override
        protected int run(PortalClient portal) throws IOException {
            X509CRL crl = PublishedCa.crl(portal);
            Optional<String> fault = verify ? fault(portal, crl) : Optional.empty();
            Collection<? extends X509CRLEntry> entries = Optional.<Collection<? extends X509CRLEntry>>ofNullable(
                            crl.getRevokedCertificates())
                    .orElse(Set.of());
            if (!listed || format() == Format.TABLE) {
                ObjectNode summary = JsonMapper.shared().createObjectNode();
                summary.put("issuer", crl.getIssuerX500Principal().getName());
                summary.put(
                        "number", CrlNumber.of(crl).map(BigInteger::toString).orElse(null));
                summary.put("this_update", crl.getThisUpdate().toInstant().toString());
                summary.put(
                        "next_update",
                        String.valueOf(
                                crl.getNextUpdate() == null
                                        ? ""
                                        : crl.getNextUpdate().toInstant()));
                summary.put("entries", entries.size());
                if (verify) {
                    summary.put("verified", fault.isEmpty());
                    summary.put("fault", fault.orElse(null));
                }
                print(summary, SUMMARY);
            }
            if (listed) {
                try (ListPrinter listing = listing(ENTRIES)) {
                    entries.forEach(entry -> listing.add(entry(entry)));
                }
            }
            fault.ifPresent(what -> say("onboard: the CRL is wrong: " + what));
            return fault.isEmpty() ? ExitCode.OK : ExitCode.FOUND;
        }

        private static Optional<String> fault(PortalClient portal, X509CRL crl) throws IOException {
            List<X509Certificate> chain = PublishedCa.chain(portal);
            return Chain.fault(chain, CliRuntime.clock().instant())
                    .or(() -> Chain.fault(crl, chain, CliRuntime.clock().instant()));
        }

        private static ObjectNode entry(X509CRLEntry entry) {
            return JsonMapper.shared()
                    .createObjectNode()
                    .put("serial", SerialNumber.shown(entry.getSerialNumber()))
                    .put("revoked_at", entry.getRevocationDate().toInstant().toString())
                    .put(
                            "reason",
                            entry.getRevocationReason() == null
                                    ? null
                                    : entry.getRevocationReason().name().toLowerCase(Locale.ROOT));
        }
    }
}
