package org.deviceonboarding.bench;

import java.io.IOException;
import java.util.List;

/** Measures registrations and revocations: rate, latency and CPU time. */
final class ThroughputSection implements Section {
    private static final double MS = 1000;

    @Override
    public String name() {
        return "load";
    }

    @Override
    public List<ExternalProgram> needs() {
        return List.of();
    }

    @Override
    public String measure(Workspace workspace, Scale extent) throws Exception {
        Table table = new Table(
                "Registrations and revocations",
                "what",
                "clients",
                "n",
                "devices before",
                "per second",
                "p50, ms",
                "p95",
                "p99",
                "portal CPU, ms each",
                "PostgreSQL CPU, ms each",
                "Mosquitto CPU, ms each",
                "driver CPU, ms each");
        onOneInstallation(workspace, extent, table, "register, RSA-2048 made here", List.of(Workload.RSA_2048), false);
        onOneInstallation(workspace, extent, table, "register, P-256 made here", List.of(Workload.EC_P256), true);
        onOneInstallation(
                workspace,
                extent,
                table,
                "register, P-256 CSR",
                CertificateRequests.make(3 * extent.requests()),
                false);
        return table.toString();
    }

    private static void onOneInstallation(
            Workspace workspace, Scale extent, Table table, String what, List<String> members, boolean revoke)
            throws IOException, InterruptedException {
        try (PortalInstallation portal = workspace.started(workspace.plain())) {
            Workload workload = new Workload(portal.api());
            new Load(8, extent.warmUp(), extent.requests()).run(workload.registering(members));
            for (int clients : List.of(1, 8)) {
                Load load = new Load(clients, extent.measured(), extent.requests());
                row(table, what, load, portal, workload, workload.registering(members));
            }
            if (revoke) {
                for (int clients : List.of(1, 8)) {
                    Load load = new Load(clients, extent.measured(), workload.revocable() / (clients == 1 ? 2 : 1));
                    row(table, "revoke", load, portal, workload, workload.revoking());
                }
            }
        }
    }

    private static void row(
            Table table, String what, Load load, PortalInstallation portal, Workload workload, Load.Request request)
            throws IOException, InterruptedException {
        int before = workload.devices();
        portal.api().settle();
        CpuTimes begin = CpuTimes.of(portal);
        Load.Measurement outcome = load.run(request);
        portal.api().settle(); // What a request causes later is its cost as well.
        CpuTimes cost = CpuTimes.of(portal).minus(begin);
        Latencies latencies = outcome.latencies();
        double each = MS / latencies.count();
        table.row(
                what,
                load.clients(),
                latencies.count(),
                before,
                outcome.perSecond(),
                latencies.median(),
                latencies.percentile(95),
                latencies.percentile(99),
                cost.server() * each,
                cost.postgres() * each,
                cost.mosquitto() * each,
                cost.driver() * each);
    }
}
