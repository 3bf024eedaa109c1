package org.deviceonboarding.log.upkeep;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What a scrape learns of the proofs. Looked up now and then, so that a scrape does not wait for a database. */
@Component
@Profile({"query", "crl"})
class ProofMetrics implements MeterBinder {
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

    @Scheduled(fixedDelayString = "${portal.metrics.interval:5s}")
    void look() {
        try {
            differences = tasks.known();
        } catch (DataAccessException e) {
            log.debug("The newest proof cannot be looked up", e);
            differences = Double.NaN;
        }
    }
}
