package org.deviceonboarding.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.bench.AuthorityUnderLoad.Operation;
import org.deviceonboarding.bench.AuthorityUnderLoad.Requests;

/**
 * Compares the portal with cfssl and step-ca from Debian: one machine, one run, the same client. A missing one is named, and the
 * others are measured.
 */
final class PeersSection implements Section {
    private static final int CLIENTS = 8;
    private static final int WARM_UPS = 3;
    private static final int MOST = 10;
    private static final double MS = 1000;

    private record Result(Load.Measurement load, CpuTimes cost) {
        double each(double seconds) {
            return seconds * MS / load.latencies().count();
        }
    }

    private record Measured(String name, Map<Operation, Result> results) {
        double rate(Operation operation) {
            Result result = results.get(operation);
            return result == null ? Double.NaN : result.load().perSecond();
        }
    }

    @Override
    public String name() {
        return "peers";
    }

    @Override
    public List<ExternalProgram> needs() {
        return List.of(ExternalProgram.MOSQUITTO, ExternalProgram.OPENSSL);
    }

    @Override
    public String measure(Workspace workspace, Scale extent) throws Exception {
        List<Measured> peers = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Measured portal;
        try (PortalAuthority authority = PortalAuthority.start(workspace)) {
            portal = measure(authority, extent);
            // The portal rests meanwhile; its PostgreSQL serves cfssl.
            if (Cfssl.PROGRAM.find().isEmpty()) {
                notes.add("cfssl was not measured: " + Cfssl.PROGRAM.remedy());
            } else {
                try (Cfssl cfssl = Cfssl.start(workspace.newDirectory(), authority.portal())) {
                    peers.add(measure(cfssl, extent));
                }
                notes.add("cfssl " + version("golang-cfssl")
                        + " uses a database of its own in the portal's PostgreSQL server (fsync "
                        + authority.portal().setting("fsync") + ").");
            }
        }
        if (StepCa.GO.find().isEmpty() || Files.notExists(StepCa.LIBRARY)) {
            notes.add("step-ca was not measured: " + StepCa.GO.remedy() + " " + StepCa.PACKAGE);
        } else {
            try (StepCa stepCa = StepCa.start(workspace.newDirectory())) {
                peers.add(measure(stepCa, extent));
            }
            notes.add("step-ca " + version(StepCa.PACKAGE) + " answers over TLS and uses Badger. It makes no keys.");
        }
        return ratios(portal, peers) + costs(portal, peers) + String.join("\n", notes) + "\n\n";
    }

    private static Measured measure(AuthorityUnderLoad authority, Scale extent) throws Exception {
        int most = MOST * extent.requests();
        Duration warmUp = extent.warmUp().dividedBy(WARM_UPS);
        for (Operation operation : List.of(Operation.RSA_KEY, Operation.EC_KEY, Operation.CSR)) {
            Optional<Requests> requests = authority.prepare(operation, most / WARM_UPS);
            if (requests.isPresent()) {
                new Load(CLIENTS, warmUp, requests.get().most())
                        .run(requests.get().request());
            }
        }
        Map<Operation, Result> results = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            Optional<Requests> requests = authority.prepare(operation, most);
            if (requests.isPresent()) {
                results.put(
                        operation,
                        measure(
                                authority,
                                new Load(
                                        CLIENTS,
                                        extent.measured(),
                                        requests.get().most()),
                                requests.get()));
            }
        }
        return new Measured(authority.name(), results);
    }

    private static Result measure(AuthorityUnderLoad authority, Load load, Requests requests) throws Exception {
        authority.settle();
        CpuTimes begin = authority.cpu();
        Load.Measurement measurement = load.run(requests.request());
        authority.settle(); // What a request causes later is its cost as well.
        return new Result(measurement, authority.cpu().minus(begin));
    }

    private static String ratios(Measured portal, List<Measured> peers) {
        List<String> columns = new ArrayList<>(List.of("what"));
        peers.forEach(peer -> columns.add("portal / " + peer.name()));
        columns.add("portal, per second");
        peers.forEach(peer -> columns.add(peer.name() + ", per second"));
        Table table =
                new Table("The portal and others: rates with " + CLIENTS + " clients", columns.toArray(String[]::new));
        for (Operation operation : Operation.values()) {
            List<Object> row = new ArrayList<>(List.of(operation));
            peers.forEach(peer -> row.add(portal.rate(operation) / peer.rate(operation)));
            row.add(portal.rate(operation));
            peers.forEach(peer -> row.add(peer.rate(operation)));
            table.row(row.toArray());
        }
        return table.toString();
    }

    private static String costs(Measured portal, List<Measured> peers) {
        Table table = new Table(
                "The portal and others: CPU time for each request, ms",
                "what",
                "who",
                "n",
                "server",
                "PostgreSQL",
                "Mosquitto",
                "client",
                "all",
                "p50, ms",
                "p99, ms");
        List<Measured> all = new ArrayList<>(List.of(portal));
        all.addAll(peers);
        for (Operation operation : Operation.values()) {
            for (Measured one : all) {
                Result result = one.results().get(operation);
                if (result != null) {
                    CpuTimes cost = result.cost();
                    table.row(
                            operation,
                            one.name(),
                            result.load().latencies().count(),
                            result.each(cost.server()),
                            result.each(cost.postgres()),
                            result.each(cost.mosquitto()),
                            result.each(cost.driver()),
                            result.each(cost.server() + cost.postgres() + cost.mosquitto() + cost.driver()),
                            result.load().latencies().median(),
                            result.load().latencies().percentile(99));
                }
            }
        }
        return table.toString();
    }

    private static String version(String debianPackage) throws InterruptedException {
        try {
            return ExternalProgram.run(List.of("dpkg-query", "-W", "-f=${Version}", debianPackage), Map.of());
        } catch (IOException e) {
            return "(not Debian's)";
        }
    }
}
