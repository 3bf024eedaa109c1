package org.deviceonboarding.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Uses a cluster of {@code deploy/cluster up} through its proxy and its brokers, kills processes meanwhile, and checks that
 * nothing that was acknowledged is lost. The last line is the result, and the exit code says whether it is good.
 */
final class ClusterLoad {
    private static final int WRITERS = 3;
    private static final int REVOKERS = 2;
    private static final int READERS = 2;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration BETWEEN_CRLS = Duration.ofMillis(500);

    private final ClusterPlan plan;
    private final Tally tally = new Tally();
    private final LoadedFleet fleet = new LoadedFleet();
    private final PatientClient client;
    private final ClusterClients clients;
    private final List<ClusterDevices> brokers = new ArrayList<>();
    private final ClusterRevocations revocations;
    private final ClusterKills kills;
    private Map<String, Double> longestGaps = Map.of();
    private Duration wellAfter = Duration.ZERO;

    private interface Step {
        void run() throws Exception;
    }

    private ClusterLoad(ClusterPlan plan) throws Exception {
        this.plan = plan;
        client = new PatientClient(plan.url(), plan.authority(), plan.key(), tally);
        clients = new ClusterClients(client, fleet, tally, client.text("/ca/chain.pem"));
        plan.brokers().forEach((id, port) -> brokers.add(new ClusterDevices(id, port, fleet, tally)));
        revocations = new ClusterRevocations(client, fleet, brokers, tally);
        kills = new ClusterKills(plan);
    }

    @SuppressWarnings("SystemOut") // the result
    public static void main(String... arguments) throws Exception {
        try {
            ClusterLoad load = new ClusterLoad(ClusterPlan.parse(List.of(arguments)));
            load.run();
            System.out.println(load.tables());
            System.out.println(load.summary());
            System.exit(load.tally.violations().isEmpty() ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private void run() throws Exception {
        List<LoadedDevice> standing = new ArrayList<>();
        for (int i = 0; i < brokers.size(); i++) {
            clients.register(false).ifPresent(standing::add);
        }
        List<String> roles = new ArrayList<>(List.of("changes", "reads", "crl"));
        roles.addAll(plan.brokers().keySet());
        tally.observe(roles);

        List<Thread> threads = new ArrayList<>();
        long end = System.nanoTime() + plan.time().toNanos();
        start(threads, end, WRITERS, PAUSE, () -> clients.register(true));
        start(threads, end, REVOKERS, PAUSE, revocations::revokeOne);
        start(threads, end, READERS, PAUSE, clients::read);
        start(threads, end, 1, BETWEEN_CRLS, this::fetchCrl);
        for (int i = 0; i < standing.size(); i++) {
            ClusterDevices broker = brokers.get(i);
            LoadedDevice device = standing.get(i);
            start(threads, end, 1, Duration.ZERO, () -> broker.work(device));
            start(threads, end, 1, PAUSE, broker::tryBarred);
        }
        kill(end);
        longestGaps = tally.gaps();
        for (Thread thread : threads) {
            thread.join();
        }
        wellAfter = kills.awaitWell();
        new ClusterAudit(client, clients, fleet, tally).compare();
        for (int i = 0; i < standing.size(); i++) {
            judge(brokers.get(i), standing.get(i));
        }
    }

    private void start(List<Thread> threads, long end, int count, Duration pause, Step step) {
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                while (System.nanoTime() - end < 0) {
                    try {
                        step.run();
                        Thread.sleep(pause);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return;
                    } catch (Exception e) {
                        tally.violation("a client failed: " + e);
                        return;
                    }
                }
            }));
        }
    }

    /** Kills by the clock, so that a slow machine does not kill less often. */
    private void kill(long end) throws IOException, InterruptedException {
        long every = plan.killEvery().toNanos();
        if (every > 0) {
            for (long at = end - plan.time().toNanos() + every; at - end < 0; at += every) {
                sleepUntil(at);
                kills.killOne();
            }
        }
        sleepUntil(end);
    }

    private static void sleepUntil(long nanoTime) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime())));
    }

    private void fetchCrl() throws InterruptedException {
        try {
            client.text("/crl.pem");
            tally.success("crl");
        } catch (IOException e) {
            tally.error("crl", e.getClass().getSimpleName());
        }
    }

    // A broker that lets nobody in would refuse every revoked device, too.
    private void judge(ClusterDevices broker, LoadedDevice standing) {
        if (broker.attempt(standing) != ClusterDevices.Attempt.LET_IN) {
            tally.violation(broker.broker() + " refuses a device with a valid certificate at the end");
        }
        for (LoadedDevice device : fleet.barred(broker.broker())) {
            if (!broker.mustBeRefused(device)) {
                tally.violation(broker.broker() + " does not answer at the end");
            }
        }
    }

    private String tables() {
        Table counts = new Table("What was done", "what", "count");
        for (String what : List.of(
                "registered",
                "revoked",
                "reads",
                "sessions ended",
                "let in before the receipt",
                "refused after the receipt",
                "let in after the receipt")) {
            counts.row(what, tally.counted(what));
        }
        Table gaps = new Table("The longest time without an answer", "role", "seconds");
        longestGaps.forEach(gaps::row);
        Table errors = new Table("Errors that clients repeated", "error", "count");
        tally.errors().forEach(errors::row);
        Latencies enforced = revocations.enforcedAfter();
        Latencies letIn = revocations.letInUntil();
        Table times = new Table("Revocations, in milliseconds", "time", "median", "95 %", "max")
                .row("until a broker's report", enforced.median(), enforced.percentile(95), enforced.max())
                .row("until the last entry before it", letIn.median(), letIn.percentile(95), letIn.max());
        return counts.toString() + gaps + times + errors
                + "Killed: " + String.join(", ", kills.killed())
                + ". All were well %.1f s after the load.\n".formatted(wellAfter.toMillis() / 1e3)
                + tally.violations().stream()
                        .map(line -> "VIOLATION: " + line + "\n")
                        .collect(Collectors.joining());
    }

    private String summary() {
        long errors =
                tally.errors().values().stream().mapToLong(Long::longValue).sum();
        Optional<Map.Entry<String, Double>> longest =
                longestGaps.entrySet().stream().max(Map.Entry.comparingByValue());
        return "%s: %d s, %d kills, %d changes acknowledged, %d lost, %d double names, %d double serials, %d let in after the receipt, %d violations, %d errors repeated, longest gap %.1f s (%s)"
                .formatted(
                        tally.violations().isEmpty() ? "PASS" : "FAIL",
                        plan.time().toSeconds(),
                        kills.killed().size(),
                        tally.counted("registered") + tally.counted("revoked"),
                        tally.counted("lost"),
                        tally.counted("double names"),
                        tally.counted("double serials"),
                        tally.counted("let in after the receipt"),
                        tally.violations().size(),
                        errors,
                        longest.map(Map.Entry::getValue).orElse(0.0),
                        longest.map(Map.Entry::getKey).orElse("none"));
    }
}
