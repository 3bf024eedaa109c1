package org.deviceonboarding.portal.health;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps the {@code _total} of the contract's {@code active_devices_total}, a gauge; Micrometer grants it to counters only. */
@Configuration(proxyBeanMethods = false)
class MetricNames {
    private static final String ACTIVE_DEVICES = "active.devices.total";

    @Bean
    MeterRegistryCustomizer<PrometheusMeterRegistry> totalOfTheContract() {
        return registry -> registry.config().namingConvention(new PrometheusNamingConvention() {
            @Override
            public String name(String name, Meter.Type type, @Nullable String unit) {
                return name.equals(ACTIVE_DEVICES) ? "active_devices_total" : super.name(name, type, unit);
            }
        });
    }
}
