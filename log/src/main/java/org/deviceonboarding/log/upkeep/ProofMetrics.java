package org.deviceonboarding.log.upkeep;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.deviceonboarding.log.scrape.ScrapeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** What a scrape learns of the proofs. */
@Component
@Profile({"command", "query", "crl"})
class ProofMetrics implements MeterBinder, ScrapeSource {
    private static final Logger log = LoggerFactory.getLogger(ProofMetrics.class);

    private final Tasks tasks;
    private volatile double differences = Double.NaN;

    ProofMetrics(Tasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("state.proof.differences", this, metrics -> metrics.differences)
                .description("Differences between live and replayed state that the newest proof found")
                .register(registry);
    }

    @Override
    public void look() {
        try {
            differences = tasks.known();
        } catch (DataAccessException e) {
            log.debug("The newest proof cannot be looked up", e);
            differences = Double.NaN;
        }
    }
}
