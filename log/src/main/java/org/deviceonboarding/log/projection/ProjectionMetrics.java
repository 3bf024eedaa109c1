package org.deviceonboarding.log.projection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What a scrape learns of the projections. Looked up now and then, so that a scrape does not wait for a database. */
@Profile("query")
@Component
class ProjectionMetrics implements MeterBinder {
    private static final Logger log = LoggerFactory.getLogger(ProjectionMetrics.class);

    private final List<Projection> projections;
    private final Map<String, Double> positions = new ConcurrentHashMap<>();

    ProjectionMetrics(List<Projection> projections) {
        this.projections = projections;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Projection projection : projections) {
            Gauge.builder("projection.position", positions, all -> all.getOrDefault(projection.group(), Double.NaN))
                    .description("Log position a projection has reached")
                    .tag("projection", projection.group())
                    .register(registry);
        }
    }

    @Scheduled(fixedDelayString = "${portal.metrics.interval:5s}")
    void look() {
        try {
            projections.forEach(projection -> positions.put(projection.group(), (double) projection.position()));
        } catch (DataAccessException e) {
            log.debug("The projections' positions cannot be read", e);
            positions.clear();
        }
    }
}
