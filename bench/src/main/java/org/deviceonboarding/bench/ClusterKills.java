package org.deviceonboarding.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Kills each process of a cluster in turn, in a random order, and waits for the cluster at the end. */
final class ClusterKills {
    private static final Duration WELL_WITHIN = Duration.ofMinutes(3);

    private final ClusterPlan plan;
    private final List<String> killed = new ArrayList<>();
    private final List<String> next = new ArrayList<>();

    ClusterKills(ClusterPlan plan) {
        this.plan = plan;
    }

    List<String> killed() {
        return List.copyOf(killed);
    }

    void killOne() throws IOException, InterruptedException {
        if (next.isEmpty()) {
            next.addAll(plan.victims());
            Collections.shuffle(next);
        }
        String name = next.removeFirst();
        String said = ExternalProgram.run(List.of(plan.script().toString(), "kill", name), Map.of());
        killed.add(name);
        System.err.println("  " + said.strip());
    }

    /**
     * Waits until every process is well again.
     *
     * @throws IOException with the last report, if that takes more than three minutes
     */
    Duration awaitWell() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            Process status = new ProcessBuilder(plan.script().toString(), "status")
                    .redirectErrorStream(true)
                    .start();
            String report = new String(status.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (status.waitFor(1, TimeUnit.MINUTES) && status.exitValue() == 0) {
                return Duration.ofNanos(System.nanoTime() - begin);
            }
            if (System.nanoTime() - begin > WELL_WITHIN.toNanos()) {
                throw new IOException("Not every process is well after " + WELL_WITHIN + ":\n" + report);
            }
            Thread.sleep(500);
        }
    }
}
