package org.deviceonboarding.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Measures the export and the verification of a long log, compared with a {@code COPY} of the same table. */
final class AuditSection implements Section {
    private static final Path ONBOARD = Path.of("cli/target/onboard.jar");
    private static final Duration HASHED_WITHIN = Duration.ofMinutes(30);
    private static final String PORTAL_HEAP = "512m";
    private static final String EXPORT_HEAP = "64m";
    private static final String VERIFY_HEAP = "1g";
    private static final double KB_PER_MB = 1024;
    private static final double BYTES_PER_MB = 1e6;

    private final SecureRandom random;

    AuditSection(SecureRandom random) {
        this.random = random;
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public List<ExternalProgram> needs() {
        return List.of(ExternalProgram.PSQL);
    }

    @Override
    public String measure(Workspace workspace, Scale extent) throws Exception {
        Launch launch = Launch.of(
                        "`java -Xmx" + PORTAL_HEAP + " -jar portal.jar`", workspace.jar(), "-Xmx" + PORTAL_HEAP)
                .with("PORTAL_ROLES", "command,query,crl")
                .with("BROKER_MANAGED", "false")
                .with("SECRET_KEY", AuditedLog.SECRET);
        try (PortalInstallation portal = workspace.started(launch)) {
            new AuditedLog(portal, random).fill(extent.audited());
            long begin = System.nanoTime();
            JsonNode checkpoint = portal.api().checkpoint(HASHED_WITHIN);
            double hashed = (System.nanoTime() - begin) / 1e9;
            long events = checkpoint.path("size").asLong();
            Table table = new Table(
                    "A log of %,d events, %,d devices: taken away and verified"
                            .formatted(events, extent.audited() / AuditedLog.EVENTS_PER_DEVICE),
                    "what",
                    "s",
                    "events per second",
                    "CPU, s",
                    "peak RSS, MB",
                    "written, MB");
            table.row("the ledger catches up after a load of all at once", hashed, events / hashed, "–", "–", "–");
            measure(workspace.newDirectory(), portal, events, table);
            return table.toString();
        }
    }

    private static void measure(Path folder, PortalInstallation portal, long events, Table table) throws Exception {
        Path copy = folder.resolve("copy.txt");
        long begin = System.nanoTime();
        ExternalProgram.PSQL.run(
                portal.postgresEnvironment(), "-q", "-c", "\\copy domain_event_entry to '" + copy + "'");
        double copied = (System.nanoTime() - begin) / 1e9;
        table.row("`COPY` of the table to a file", copied, events / copied, "–", "–", Files.size(copy) / BYTES_PER_MB);
        Files.delete(copy);

        begin = System.nanoTime();
        long lines = portal.api().lines("/audit/events", "application/x-ndjson");
        double listed = (System.nanoTime() - begin) / 1e9;
        table.row(
                "`GET /audit/events` as NDJSON, portal with `-Xmx" + PORTAL_HEAP + "`",
                listed,
                lines / listed,
                "–",
                portal.serverUsage().residentKb() / KB_PER_MB,
                "–");

        Path bundle = folder.resolve("log.bundle");
        Path output = folder.resolve("output.txt");
        OnboardProcess.Run exported = new OnboardProcess(ONBOARD, EXPORT_HEAP)
                .run(
                        output,
                        Map.of(
                                "ONBOARD_URL",
                                portal.api().url(),
                                "ONBOARD_KEY",
                                portal.api().key()),
                        List.of("audit", "export", bundle.toString()));
        row(
                table,
                "`onboard audit export`, `-Xmx" + EXPORT_HEAP + "`",
                events,
                exported,
                Files.size(bundle) / BYTES_PER_MB);

        OnboardProcess.Run verified = new OnboardProcess(ONBOARD, VERIFY_HEAP)
                .run(output, Map.of(), List.of("audit", "verify", bundle.toString()));
        row(table, "`onboard audit verify`, `-Xmx" + VERIFY_HEAP + "`", events, verified, "–");
    }

    private static void row(Table table, String what, long events, OnboardProcess.Run run, Object written) {
        table.row(what, run.seconds(), events / run.seconds(), run.cpuSeconds(), run.peakKb() / KB_PER_MB, written);
    }
}
