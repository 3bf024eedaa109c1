package org.deviceonboarding.query.fleet;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumMap;
import java.util.Map;
import org.deviceonboarding.domain.device.ValidityState;
import org.deviceonboarding.log.scrape.ScrapeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Provides the metrics of the fleet. They are counted for a scrape, at most once in a few seconds. */
@Component
class FleetMetrics implements MeterBinder, ScrapeSource {
    private static final Logger log = LoggerFactory.getLogger(FleetMetrics.class);

    private final DeviceModels models;
    private volatile double active = Double.NaN;
    private volatile Map<ValidityState, Double> ending = Map.of();

    FleetMetrics(DeviceModels models) {
        this.models = models;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("active.devices.total", this, metrics -> metrics.active)
                .description("Devices that may reach their topics: not suspended, revoked or decommissioned")
                .register(registry);
        ending(
                registry,
                "certificates.expiring",
                ValidityState.EXPIRING,
                "whose newest certificate is due for renewal");
        ending(registry, "certificates.expired", ValidityState.EXPIRED, "whose newest certificate is over");
    }

    private void ending(MeterRegistry registry, String name, ValidityState state, String whose) {
        Gauge.builder(name, this, metrics -> metrics.ending.getOrDefault(state, Double.NaN))
                .description("Devices " + whose)
                .register(registry);
    }

    @Override
    public void look() {
        try {
            active = models.active();
            Map<ValidityState, Double> counted = new EnumMap<>(ValidityState.class);
            models.ending().forEach((state, many) -> counted.put(state, (double) many));
            ending = counted;
        } catch (DataAccessException e) {
            log.debug("The fleet cannot be counted", e);
            active = Double.NaN;
            ending = Map.of();
        }
    }
}
