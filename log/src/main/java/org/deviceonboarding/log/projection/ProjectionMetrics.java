package org.deviceonboarding.log.projection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.deviceonboarding.log.scrape.ScrapeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** What a scrape learns of the projections. */
@Profile({"command", "query"})
@Component
class ProjectionMetrics implements MeterBinder, ScrapeSource {
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

    @Override
    public void look() {
        try {
            projections.forEach(projection -> positions.put(projection.group(), (double) projection.position()));
        } catch (DataAccessException e) {
            log.debug("The projections' positions cannot be read", e);
            positions.clear();
        }
    }
}
