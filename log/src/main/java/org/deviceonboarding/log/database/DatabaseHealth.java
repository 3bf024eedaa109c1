package org.deviceonboarding.log.database;

import java.util.Set;
import java.util.TreeSet;
import org.deviceonboarding.log.process.RunningProcesses;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether PostgreSQL answers, has room for this process's connections, and can write, once it was seen that it cannot; and whether
 * processes of other versions use it.
 */
@Component("database")
class DatabaseHealth implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED");

    /** Takes some new pages of a file, and gives them back. */
    private static final String PROBE = """
        create temporary table disk_probe on commit drop as
        select number, repeat(md5(number::text), 32) as filler from generate_series(1, 100) as number
        """;

    private final JdbcClient jdbc;
    private final ServerConnections connections;
    private final TransactionTemplate transaction;
    private final DatabaseTrouble trouble;
    private final RunningProcesses processes;

    DatabaseHealth(
            JdbcClient jdbc,
            ServerConnections connections,
            TransactionTemplate transaction,
            DatabaseTrouble trouble,
            RunningProcesses processes) {
        this.jdbc = jdbc;
        this.connections = connections;
        this.transaction = transaction;
        this.trouble = trouble;
        this.processes = processes;
    }

    @Override
    public Health health() {
        Health health = ofTheServer();
        Set<String> others = new TreeSet<>(processes.otherVersions());
        if (processes.outdated() && health.getStatus().equals(Status.UP)) {
            return Health.status(DEGRADED)
                    .withDetail("problem", "older_than_log")
                    .build();
        }
        return others.isEmpty()
                ? health
                : Health.status(health.getStatus())
                        .withDetails(health.getDetails())
                        .withDetail("other_versions", others)
                        .build();
    }

    private Health ofTheServer() {
        try {
            ServerConnections.Room room = connections.room();
            return trouble.current()
                    .map(this::health)
                    .orElseGet(() -> room.isShort()
                            ? Health.status(DEGRADED)
                                    .withDetail("problem", "too_few_connections")
                                    .withDetail("wanted", room.wanted())
                                    .withDetail("left", Math.max(room.left(), 0))
                                    .build()
                            : Health.up().build());
        } catch (DataAccessException e) {
            trouble.note(e);
            return trouble.current()
                    .filter(DatabaseTrouble.DatabaseProblem::lacksConnections)
                    .filter(_ -> DatabaseTrouble.isRefusal(e))
                    .map(DatabaseHealth::degraded)
                    .orElseGet(() -> Health.down()
                            .withDetail("problem", "unreachable")
                            .build()); // its text names hosts and users
        }
    }

    /** It answers, so it can be read: the process stays of use. */
    private Health health(DatabaseTrouble.DatabaseProblem seen) {
        if (!seen.passes() && writes()) {
            trouble.over();
            return Health.up().build();
        }
        return degraded(seen);
    }

    private static Health degraded(DatabaseTrouble.DatabaseProblem seen) {
        return Health.status(DEGRADED)
                .withDetail("problem", seen.problem())
                .withDetail("since", seen.since().toString())
                .build();
    }

    private boolean writes() {
        try {
            transaction.executeWithoutResult(_ -> jdbc.sql(PROBE).update());
            return true;
        } catch (DataAccessException | TransactionException e) {
            return false;
        }
    }
}
