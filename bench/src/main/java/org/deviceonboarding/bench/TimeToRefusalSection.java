package org.deviceonboarding.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Measures the time from the answer of {@code POST /revoke} to the end of the device's session and to the first handshake that
 * Mosquitto refuses. The floor is the time that a Mosquitto with the same files needs to reload them.
 */
final class TimeToRefusalSection implements Section {
    // Mosquitto 2.0 needs minutes for 100,000 blocks.
    private static final Map<String, List<Integer>> FLEETS =
            new TreeMap<>(Map.of("auto", List.of(0, 10_000, 100_000), "explicit", List.of(0, 1000, 10_000)));
    private static final int WARM_UP = 10;
    private static final Duration FOLDED = Duration.ofMinutes(20);

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
                "p99 - floor's");
        Table steps = new Table(
                "Where the time from the event to the receipt goes: the mean of each step, ms",
                Stream.concat(Stream.of("ACL strategy", "other devices"), ReleaseSteps.names().stream())
                        .toArray(String[]::new));
        for (String strategy : FLEETS.keySet()) {
            Launch launch = workspace.plain().with("BROKER_ACL_STRATEGY", strategy);
            try (PortalInstallation portal = workspace.started(launch)) {
                int devices = 0;
                for (int fleet : FLEETS.getOrDefault(strategy, List.of())) {
                    if (fleet > devices) {
                        FabricatedDevices.append(portal, fleet - devices);
                        portal.api().settle(FOLDED);
                        devices = fleet;
                    }
                    List<RevocationTiming.Candidate> candidates = register(portal, fleet, extent.revocations());
                    revoke(portal, candidates.subList(0, WARM_UP));
                    ReleaseSteps before = ReleaseSteps.of(portal);
                    List<RevocationTiming> revocations = revoke(portal, candidates.subList(WARM_UP, candidates.size()));
                    steps.row(Stream.concat(
                                    Stream.<Object>of(strategy, fleet),
                                    ReleaseSteps.of(portal).since(before).values().stream())
                            .toArray());
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
        return table.toString() + steps;
    }

    // All at first: their registrations are not to be in the way of their revocations.
    private static List<RevocationTiming.Candidate> register(PortalInstallation portal, int fleet, int count)
            throws Exception {
        Api api = portal.api();
        String chain = api.text("/ca/chain.pem");
        List<RevocationTiming.Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < WARM_UP + count; i++) {
            candidates.add(RevocationTiming.Candidate.register(api, "revoked-of-" + fleet + "-" + i, chain));
        }
        return candidates;
    }

    private static List<RevocationTiming> revoke(PortalInstallation portal, List<RevocationTiming.Candidate> candidates)
            throws Exception {
        List<RevocationTiming> revocations = new ArrayList<>();
        for (RevocationTiming.Candidate device : candidates) {
            revocations.add(RevocationTiming.of(device, portal.api(), portal.brokerPort()));
        }
        return revocations;
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
                latencies.percentile(99) - floor.percentile(99));
    }
}
