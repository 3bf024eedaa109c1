package org.deviceonboarding.query.fleet;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** What a scrape learns of the fleet. */
@Component
class FleetMetrics implements MeterBinder {
    private final DeviceModels models;

    FleetMetrics(DeviceModels models) {
        this.models = models;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("active.devices", models, DeviceModels::active)
                .description("Devices that may reach their topics: not suspended, revoked or decommissioned")
                .register(registry);
        Gauge.builder("projection.position", models, DeviceModels::position)
                .description("Log position a projection has reached")
                .tag("projection", DeviceModelProjection.GROUP)
                .register(registry);
    }
}
