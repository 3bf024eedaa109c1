package org.deviceonboarding.log.projection;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deviceonboarding.log.reader.ReaderProgress;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the projections are behind the log, whether a proof found them to differ from it, and what else is wrong. */
@Profile({"command", "query"})
@Component("projections")
public class ProjectionHealth implements HealthIndicator {
    /** A reader of this process has stopped, so that what it updates falls behind. */
    public static final Status STOPPED = new Status("STOPPED");

    private static final long WORRYING_LAG = 1000;
    private static final Status DEGRADED = new Status("DEGRADED");

    private final List<Projection> projections;
    private final StateDifferences differences;
    private final ReaderProgress progress;
    private final JdbcClient jdbc;

    ProjectionHealth(
            List<Projection> projections, StateDifferences differences, ReaderProgress progress, JdbcClient jdbc) {
        this.projections = projections;
        this.differences = differences;
        this.progress = progress;
        this.jdbc = jdbc;
    }

    @Override
    public Health health() {
        try {
            Health.Builder health = Health.up();
            Status status = Status.UP;
            long least = Long.MAX_VALUE;
            for (Projection projection : projections) {
                long reached = projection.position();
                String name = projection.group().replace('-', '_');
                health.withDetail(name + "_position", reached);
                least = Math.min(least, reached);
                Optional<String> stopped = progress.trouble(projection.group());
                Optional<Trouble> trouble = projection.trouble().or(() -> stopped.map(why -> new Trouble(why, false)));
                if (trouble.isPresent()) {
                    health.withDetail(name + "_trouble", trouble.get().message());
                    status = worse(
                            status, trouble.get().grave() ? Status.DOWN : stopped.isPresent() ? STOPPED : DEGRADED);
                }
            }
            long head = jdbc.sql("select coalesce(max(global_index), 0) from domain_event_entry")
                    .query(Long.class)
                    .single();
            long differing = differences.known();
            if (differing > 0) {
                health.withDetail("state_proof_differences", differing);
            }
            boolean worrying = differing > 0 || head - least > WORRYING_LAG;
            return health.withDetail("log_position", head)
                    .status(worrying && status.equals(Status.UP) ? DEGRADED : status)
                    .build();
        } catch (DataAccessException e) {
            return Health.down().build();
        }
    }

    private static Status worse(Status one, Status other) {
        return Stream.of(Status.DOWN, STOPPED, DEGRADED)
                .filter(status -> status.equals(one) || status.equals(other))
                .findFirst()
                .orElse(Status.UP);
    }
}
