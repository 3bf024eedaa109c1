package org.deviceonboarding.query.projection;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the projections are behind the log. */
@Component("projections")
class ProjectionHealth implements HealthIndicator {
    private static final long WORRYING_LAG = 1000;

    private final List<Projection> projections;
    private final JdbcClient jdbc;

    ProjectionHealth(List<Projection> projections, JdbcClient jdbc) {
        this.projections = projections;
        this.jdbc = jdbc;
    }

    @Override
    public Health health() {
        try {
            Health.Builder health = Health.up();
            long least = Long.MAX_VALUE;
            for (Projection projection : projections) {
                long reached = projection.position();
                health.withDetail(projection.group().replace('-', '_') + "_position", reached);
                least = Math.min(least, reached);
            }
            long head = jdbc.sql("select coalesce(max(global_index), 0) from domain_event_entry")
                    .query(Long.class)
                    .single();
            return health.withDetail("log_position", head)
                    .status(head - least > WORRYING_LAG ? new Status("DEGRADED") : Status.UP)
                    .build();
        } catch (DataAccessException e) {
            return Health.down().build();
        }
    }
}
