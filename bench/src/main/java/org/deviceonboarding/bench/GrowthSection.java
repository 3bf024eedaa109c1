package org.deviceonboarding.bench;

import java.util.List;

/** Measures whether the cost of a registration grows with the number of devices. */
final class GrowthSection implements Section {
    private static final int BLOCKS = 5;
    private static final double MS = 1000;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public List<ExternalProgram> needs() {
        return List.of();
    }

    @Override
    public String measure(Workspace workspace, Scale extent) throws Exception {
        Table table = new Table(
                "Registrations (P-256 CSR, 8 clients) as the fleet grows",
                "devices before",
                "n",
                "per second",
                "p50, ms",
                "p99",
                "portal CPU, ms each",
                "PostgreSQL CPU, ms each",
                "Mosquitto CPU, ms each");
        try (PortalInstallation portal = workspace.started(workspace.plain())) {
            Workload workload = new Workload(portal.api());
            List<String> requests = CertificateRequests.make(BLOCKS * extent.devices());
            for (int block = 0; block < BLOCKS; block++) {
                int before = workload.devices();
                CpuTimes begin = CpuTimes.of(portal);
                Load.Measurement outcome =
                        new Load(8, Workload.LONG_ENOUGH, extent.devices()).run(workload.registering(requests));
                portal.api().settle();
                CpuTimes cost = CpuTimes.of(portal).minus(begin);
                Latencies latencies = outcome.latencies();
                double each = MS / latencies.count();
                table.row(
                        before,
                        latencies.count(),
                        outcome.perSecond(),
                        latencies.median(),
                        latencies.percentile(99),
                        cost.server() * each,
                        cost.postgres() * each,
                        cost.mosquitto() * each);
            }
        }
        return table.toString();
    }
}
