package org.deviceonboarding.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Measures the time from the start of the process to the first healthy {@code GET /health}. */
final class StartUpSection implements Section {
    @Override
    public String name() {
        return "startup";
    }

    @Override
    public List<ExternalProgram> needs() {
        return List.of();
    }

    @Override
    public String measure(Workspace workspace, Scale extent) throws Exception {
        Table table = new Table(
                "Start-up: process start to first healthy answer",
                "how it is started",
                "first start, s (median of " + extent.starts() + ", range)",
                "JVM CPU, s",
                "second start, s (median, range)",
                "JVM CPU, s");
        for (Launch launch : launches(workspace)) {
            List<Long> first = new ArrayList<>();
            List<Long> firstCpu = new ArrayList<>();
            List<Long> second = new ArrayList<>();
            List<Long> secondCpu = new ArrayList<>();
            for (int i = 0; i < extent.starts(); i++) {
                try (PortalInstallation portal = workspace.portal(launch)) {
                    start(portal, first, firstCpu);
                    portal.stop();
                    start(portal, second, secondCpu);
                }
            }
            table.row(launch.label(), range(first), median(firstCpu), range(second), median(secondCpu));
        }
        return table.toString();
    }

    private static void start(PortalInstallation portal, List<Long> nanos, List<Long> cpu)
            throws IOException, InterruptedException {
        nanos.add(portal.start().toNanos());
        cpu.add((long) (portal.serverUsage().cpuSeconds() * 1e9));
    }

    private static double median(List<Long> nanos) {
        return new Latencies(nanos).median() / 1000;
    }

    private static String range(List<Long> nanos) {
        Latencies sorted = new Latencies(nanos);
        return "%.1f (%.1f–%.1f)".formatted(sorted.median() / 1000, sorted.percentile(0) / 1000, sorted.max() / 1000);
    }

    private static List<Launch> launches(Workspace workspace) {
        return List.of(
                workspace.plain(),
                workspace.script("-XX:AOTMode=off"),
                Launch.of("`java -jar portal.jar`", workspace.jar()));
    }
}
