package org.deviceonboarding.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Measures the imports of long lists: one is undisturbed, during one the portal is killed, and one brings CSRs. */
final class ImportsSection implements Section {
    private static final double KB_PER_MB = 1024;
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;
    private static final Duration LONG_ENOUGH = Duration.ofHours(3);
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final String COUNT =
            "select count(*) from domain_event_entry where payload_type = 'DeviceRegistered'"
                    + " and payload::jsonb ->> 'type' = 'imported'";
    private static final String NAMES =
            "select count(distinct device_id) from device_name where name like 'imported-%'";

    @Override
    public String name() {
        return "import";
    }

    @Override
    public List<ExternalProgram> needs() {
        return List.of();
    }

    @Override
    public String measure(Workspace workspace, Scale extent) throws Exception {
        Table table = new Table(
                "An import of " + extent.imported() + " devices with P-256 keys",
                "list",
                "accepted within, s",
                "registered within, s",
                "rows per second",
                "portal JVM, CPU per row, ms",
                "PostgreSQL, CPU per row, ms",
                "portal JVM, peak RSS, MB",
                "a registration meanwhile, p50, ms",
                "p99",
                "devices in the log",
                "names");
        // Without a broker: an ACL of so many blocks is another measurement.
        Launch launch = workspace.plain().with("PORTAL_ROLES", "command,query,crl");
        for (ImportedList kind : ImportedList.values()) {
            run(workspace, launch, extent, table, kind);
        }
        return table.toString();
    }

    private enum ImportedList {
        KEYS_MADE_HERE("keys made by the portal"),
        KILLED("keys made by the portal, which is killed (SIGKILL) in the middle and started again"),
        REQUESTS("CSRs");

        private final String label;

        ImportedList(String label) {
            this.label = label;
        }
    }

    private static void run(Workspace workspace, Launch launch, Scale extent, Table table, ImportedList kind)
            throws Exception {
        Path list = list(workspace, extent.imported(), kind == ImportedList.REQUESTS);
        try (PortalInstallation portal = workspace.started(launch)) {
            long begin = System.nanoTime();
            String id = portal.api()
                    .upload(
                            kind == ImportedList.REQUESTS ? "/imports" : "/imports?key_algorithm=ec-p256",
                            "text/csv",
                            list)
                    .path("import_id")
                    .asString();
            double accepted = (System.nanoTime() - begin) / NANOS;
            long started = System.nanoTime();
            CpuTimes before = CpuTimes.of(portal);
            if (kind == ImportedList.KILLED) {
                awaitRegistered(portal, id, extent.imported() / 2);
                portal.kill();
                portal.start();
            }
            Latencies meanwhile = interactive(portal, id);
            double registered = (System.nanoTime() - started) / NANOS;
            CpuTimes used = CpuTimes.of(portal).minus(before);
            long devices = number(portal, COUNT);
            if (devices != extent.imported()) {
                throw new IOException("There are " + devices + " devices, of " + extent.imported() + " in the list");
            }
            table.row(
                    kind.label,
                    accepted,
                    registered,
                    extent.imported() / registered,
                    kind == ImportedList.KILLED ? Double.NaN : used.server() * MILLIS / devices,
                    kind == ImportedList.KILLED ? Double.NaN : used.postgres() * MILLIS / devices,
                    peak(portal.server().pid()) / KB_PER_MB,
                    meanwhile.median(),
                    meanwhile.percentile(99),
                    devices,
                    number(portal, NAMES));
        }
    }

    /** Registers a device now and then, as a user would, until the import is over. */
    private static Latencies interactive(PortalInstallation portal, String id) throws Exception {
        List<Long> nanos = new ArrayList<>();
        long deadline = System.nanoTime() + LONG_ENOUGH.toNanos();
        for (int i = 0; System.nanoTime() - deadline < 0; i++) {
            String request = CertificateRequests.member(CertificateRequests.newKey());
            long begin = System.nanoTime();
            portal.api().register("meanwhile-" + i, request);
            nanos.add(System.nanoTime() - begin);
            if (portal.api().json("/imports/" + id).path("status").asString().equals("completed")) {
                return new Latencies(nanos);
            }
            Thread.sleep(GLANCE);
        }
        throw new IOException("The import does not end within " + LONG_ENOUGH);
    }

    private static void awaitRegistered(PortalInstallation portal, String id, int devices)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONG_ENOUGH.toNanos();
        JsonNode job = portal.api().json("/imports/" + id);
        while (job.path("registered").asInt() < devices) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("The import does not get to its middle within " + LONG_ENOUGH);
            }
            Thread.sleep(GLANCE);
            job = portal.api().json("/imports/" + id);
        }
    }

    private static Path list(Workspace workspace, int devices, boolean requests) throws Exception {
        Path list = workspace.newDirectory().resolve("devices.csv");
        try (BufferedWriter out = Files.newBufferedWriter(list)) {
            out.write("name,type,location,firmware,labels,csr\n");
            for (int i = 0; i < devices; i++) {
                String csr = requests ? '"' + CertificateRequests.pem(CertificateRequests.newKey()) + '"' : "";
                out.write("imported-" + i + ",imported,hall 7,1.4.2,line=b;slot=" + i + "," + csr + "\n");
            }
        }
        return list;
    }

    /** VmHWM of proc(5), in kilobytes. */
    private static long peak(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static long number(PortalInstallation portal, String sql) throws IOException, SQLException {
        try (Connection connection = portal.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
