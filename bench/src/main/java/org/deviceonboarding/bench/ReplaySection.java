package org.deviceonboarding.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * Measures how fast the portal rebuilds a lost device model: the process is killed, the tables are dropped, and the process
 * starts again.
 */
final class ReplaySection implements Section {
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final int TIMES = 3;

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public List<ExternalProgram> needs() {
        return List.of();
    }

    @Override
    public String measure(Workspace workspace, Scale extent) throws Exception {
        Table table = new Table(
                "Rebuilding the device model from the log (first figures)",
                "run",
                "events",
                "process start to caught up, s",
                "of this, first event to last, s",
                "events per second");
        try (PortalInstallation portal = workspace.started(workspace.plain())) {
            Workload workload = new Workload(portal.api());
            new Load(8, Workload.LONG_ENOUGH, 2 * extent.requests())
                    .run(workload.registering(CertificateRequests.make(2 * extent.requests())));
            portal.api().settle();
            for (int run = 1; run <= TIMES; run++) {
                portal.kill();
                try (Connection connection = portal.connect();
                        Statement statement = connection.createStatement()) {
                    statement.execute("drop table device_model, fleet_statistics");
                    statement.execute("update log_reader set position = 0 where name = 'device-model'");
                    row(table, run, portal.launch(), statement);
                }
                portal.awaitHealthy();
            }
        }
        return table.toString();
    }

    private static void row(Table table, int run, long begin, Statement statement)
            throws IOException, InterruptedException {
        long head = number(statement, "select max(global_index) from domain_event_entry");
        long firstSeen = 0;
        long firstPosition = 0;
        while (System.nanoTime() - begin < DEADLINE.toNanos()) {
            long position = number(statement, "select position from log_reader where name = 'device-model'");
            long now = System.nanoTime();
            if (position > 0 && firstSeen == 0) {
                firstSeen = now;
                firstPosition = position;
            }
            if (position >= head) {
                double seconds = (now - firstSeen) / 1e9;
                table.row(run, head, (now - begin) / 1e9, seconds, (head - firstPosition) / seconds);
                return;
            }
            Thread.sleep(10);
        }
        throw new IOException("The device model is not back after " + DEADLINE);
    }

    private static long number(Statement statement, String query) {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            return 0; // The table is not made again yet.
        }
    }
}
