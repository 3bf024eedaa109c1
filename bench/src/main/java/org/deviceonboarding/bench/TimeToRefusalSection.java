package org.deviceonboarding.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Measures the time from the answer of {@code POST /revoke} to the end of the device's session and to the first handshake that
 * Mosquitto refuses. The floor is the time that a Mosquitto with the same files needs to reload them.
 */
final class TimeToRefusalSection implements Section {
    private static final List<String> STRATEGIES = List.of("explicit", "pattern");
    private static final List<Integer> FLEETS = List.of(0, 1000, 10_000);
    private static final int WARM_UP = 10;

    @Override
    public String name() {
        return "revocation";
    }

    @Override
    public List<ExternalProgram> needs() {
        return List.of(ExternalProgram.MOSQUITTO);
    }

    @Override
    public String measure(Workspace workspace, Scale extent) throws Exception {
        Table table = new Table(
                "Revocations of devices with a live session, one after the other",
                "ACL strategy",
                "other devices",
                "time",
                "n",
                "p50, ms",
                "p95",
                "p99",
                "max",
                "p50 / floor's",
                "p95 / floor's");
        for (String strategy : STRATEGIES) {
            Launch launch = workspace.plain().with("BROKER_ACL_STRATEGY", strategy);
            try (PortalInstallation portal = workspace.started(launch)) {
                int devices = 0;
                for (int fleet : FLEETS) {
                    if (fleet > devices) {
                        FabricatedDevices.append(portal, fleet - devices);
                        devices = fleet;
                    }
                    List<RevocationTiming> revocations = revoke(portal, fleet, WARM_UP, extent.revocations());
                    Latencies floor = reloads(portal, workspace, extent.revocations());
                    row(
                            table,
                            strategy,
                            fleet,
                            "answer to end of session",
                            revocations,
                            RevocationTiming::ended,
                            floor);
                    row(
                            table,
                            strategy,
                            fleet,
                            "answer to refused handshake",
                            revocations,
                            RevocationTiming::refused,
                            floor);
                    row(
                            table,
                            strategy,
                            fleet,
                            "event to receipt, by the receipt",
                            revocations,
                            RevocationTiming::receipt,
                            floor);
                    row(table, strategy, fleet, "floor: SIGHUP to reloaded, Mosquitto alone", floor, floor);
                }
            }
        }
        return table.toString();
    }

    private static List<RevocationTiming> revoke(PortalInstallation portal, int fleet, int warmUp, int count)
            throws Exception {
        Api api = portal.api();
        String chain = api.text("/ca/chain.pem");
        // All at first: their registrations are not to be in the way of their revocations.
        List<RevocationTiming.Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < warmUp + count; i++) {
            candidates.add(RevocationTiming.Candidate.register(api, "revoked-of-" + fleet + "-" + i, chain));
        }
        List<RevocationTiming> revocations = new ArrayList<>();
        for (RevocationTiming.Candidate device : candidates) {
            revocations.add(RevocationTiming.of(device, api, portal.brokerPort()));
        }
        return revocations.subList(warmUp, revocations.size());
    }

    private static Latencies reloads(PortalInstallation portal, Workspace workspace, int count) throws Exception {
        try (UnmanagedBroker broker = UnmanagedBroker.start(portal.brokerFolder(), workspace.newDirectory())) {
            return broker.reloads(count);
        }
    }

    private static void row(
            Table table,
            String strategy,
            int fleet,
            String what,
            List<RevocationTiming> revocations,
            ToLongFunction<RevocationTiming> nanos,
            Latencies floor) {
        Latencies latencies =
                new Latencies(revocations.stream().mapToLong(nanos).boxed().toList());
        row(table, strategy, fleet, what, latencies, floor);
    }

    private static void row(
            Table table, String strategy, int fleet, String what, Latencies latencies, Latencies floor) {
        table.row(
                strategy,
                fleet,
                what,
                latencies.count(),
                latencies.median(),
                latencies.percentile(95),
                latencies.percentile(99),
                latencies.max(),
                latencies.median() / floor.median(),
                latencies.percentile(95) / floor.percentile(95));
    }
}
