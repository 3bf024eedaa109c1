package org.deviceonboarding.query.fleet;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the device model is behind the log. */
@Component("projections")
class ProjectionHealth implements HealthIndicator {
    private static final long WORRYING_LAG = 1000;

    private final DeviceModels models;
    private final JdbcClient jdbc;

    ProjectionHealth(DeviceModels models, JdbcClient jdbc) {
        this.models = models;
        this.jdbc = jdbc;
    }

    @Override
    public Health health() {
        try {
            long reached = models.position();
            long head = jdbc.sql("select coalesce(max(global_index), 0) from domain_event_entry")
                    .query(Long.class)
                    .single();
            return Health.status(head - reached > WORRYING_LAG ? new Status("DEGRADED") : Status.UP)
                    .withDetail("device_model_position", reached)
                    .withDetail("log_position", head)
                    .build();
        } catch (DataAccessException e) {
            return Health.down().build();
        }
    }
}
