package org.deviceonboarding.bench;

import java.util.List;

/** Measures the memory of an idle installation with some devices. */
final class MemorySection implements Section {
    private static final double KB_PER_MB = 1024;
    private static final int MOST = 10;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<ExternalProgram> needs() {
        return List.of();
    }

    @Override
    public String measure(Workspace workspace, Scale extent) throws Exception {
        Table table = new Table(
                "Memory, MB: RSS after " + MOST * extent.devices() + " registrations and "
                        + extent.idle().toSeconds() + " s of idleness",
                "how it is started",
                "portal JVM, before",
                "portal JVM, after",
                "PostgreSQL, sum of RSS",
                "PostgreSQL, sum of PSS",
                "Mosquitto");
        List<Launch> launches = List.of(workspace.plain(), Launch.of("`java -jar portal.jar`", workspace.jar()));
        for (Launch launch : launches) {
            try (PortalInstallation portal = workspace.started(launch)) {
                long before = portal.serverUsage().residentKb();
                Api api = portal.api();
                new Load(8, Workload.LONG_ENOUGH, MOST * extent.devices())
                        .run(number -> api.register("memory-" + number, Workload.EC_P256));
                api.settle();
                Thread.sleep(extent.idle());
                Usage postgres = portal.postgresUsage();
                table.row(
                        launch.label(),
                        before / KB_PER_MB,
                        portal.serverUsage().residentKb() / KB_PER_MB,
                        postgres.residentKb() / KB_PER_MB,
                        postgres.proportionalKb() / KB_PER_MB,
                        portal.mosquittoUsage().residentKb() / KB_PER_MB);
            }
        }
        return table.toString();
    }
}
