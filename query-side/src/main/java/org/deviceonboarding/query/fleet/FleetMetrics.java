package org.deviceonboarding.query.fleet;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What a scrape learns of the fleet. Counted now and then, so that a scrape neither counts the fleet nor waits for a database. */
@Component
class FleetMetrics implements MeterBinder {
    private static final Logger log = LoggerFactory.getLogger(FleetMetrics.class);

    private final DeviceModels models;
    private volatile double active = Double.NaN;

    FleetMetrics(DeviceModels models) {
        this.models = models;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("active.devices.total", this, metrics -> metrics.active)
                .description("Devices that may reach their topics: not suspended, revoked or decommissioned")
                .register(registry);
    }

    @Scheduled(fixedDelayString = "${portal.metrics.interval:5s}")
    void count() {
        try {
            active = models.active();
        } catch (DataAccessException e) {
            log.debug("The fleet cannot be counted", e);
            active = Double.NaN;
        }
    }
}
