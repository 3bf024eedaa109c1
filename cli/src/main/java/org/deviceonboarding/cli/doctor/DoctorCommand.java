package org.deviceonboarding.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.cli.connect.CredentialsFolder;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.output.Format;
import org.deviceonboarding.cli.runtime.CliRuntime;
import org.deviceonboarding.cli.server.PortalCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks the whole installation. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the whole installation: server, clock, key, CA, CRL, brokers, names and ledger. Changes nothing.",
            "Each line is OK, WARN or FAIL, with a remedy. NOTE marks what this command cannot check."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no check failed", "1:a check failed, or with --strict: a check gave a warning"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard doctor",
            "  onboard doctor --broker mqtt.example:8883 --strict",
            "  onboard doctor --credentials pump-7 --output json | jq -r 'select(.level == \"fail\") | .remedy'"
        })
public final class DoctorCommand extends PortalCommand {
    @Option(
            names = "--broker",
            paramLabel = "HOST:PORT",
            description = "The address at which devices reach the broker (default: the portal's host, port 8883).")
    private @Nullable String broker;

    @Option(
            names = "--credentials",
            paramLabel = "DIR",
            description = "A folder with unpacked credentials. Check whether the broker accepts them.")
    private @Nullable Path credentials;

    @Option(names = "--strict", description = "Treat warnings as failures.")
    private boolean strict;

    @Override
    protected void check() {
        if (broker != null && !broker.matches("[A-Za-z0-9.-]+(:\\d{1,5})?|\\[[0-9a-fA-F:]+](:\\d{1,5})?")) {
            throw misuse("--broker is like mqtt.example:8883");
        }
    }

    @Override
    protected int run(PortalClient portal) throws IOException {
        InstantSource clock = CliRuntime.clock();
        CredentialsFolder device = credentials == null ? null : CredentialsFolder.read(credentials, null);
        FindingsPrinter printer =
                new FindingsPrinter(out(), format(), spec().commandLine().getColorScheme());
        try (PortalClient open = server().anonymous()) {
            ServerCheck server = ServerCheck.of(open, clock);
            server.findings().forEach(printer::add);
            if (server.reached()) {
                DoctorContext context =
                        new DoctorContext(portal, open, server.health(), address(portal, device), clock);
                for (DoctorCheck check : checks(device)) {
                    findings(check, context).forEach(printer::add);
                }
            }
        }
        printer.close();
        if (format() == Format.TABLE) {
            out().println(printer.summary());
            out().flush();
        }
        return printer.worse(strict) ? ExitCode.FOUND : ExitCode.OK;
    }

    private static List<DoctorCheck> checks(@Nullable CredentialsFolder device) {
        List<DoctorCheck> checks = new ArrayList<>(List.of(
                new ApiKeyCheck(),
                new HealthCheck(),
                new CaCheck(),
                new PublishedCrlCheck(),
                new SharedKeysCheck(),
                new BrokersCheck(),
                new MosquittoCheck(),
                new BrokerPortCheck()));
        if (device != null) {
            checks.add(new DeviceCheck(device));
        }
        checks.add(new NamesCheck());
        checks.add(new LedgerCheck());
        checks.add(new BackupHint());
        return checks;
    }

    private static List<DoctorFinding> findings(DoctorCheck check, DoctorContext context) {
        try {
            return check.findings(context);
        } catch (IOException | RuntimeException e) {
            return List.of(DoctorFinding.fail(
                    check.subject(),
                    "cannot be checked: " + e.getMessage(),
                    "Is the key allowed to? And the server's log"));
        }
    }

    private BrokerAddress address(PortalClient portal, @Nullable CredentialsFolder device) {
        if (broker != null) {
            return BrokerAddress.parse(broker);
        }
        return device == null
                ? BrokerAddress.besides(URI.create(portal.url()))
                : new BrokerAddress(device.host(), device.port(), false);
    }
}
