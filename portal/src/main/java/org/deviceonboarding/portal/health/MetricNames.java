package org.deviceonboarding.portal.health;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps a gauge's {@code _total}, as the contract's {@code active_devices_total} has it; Micrometer grants it to counters only. */
@Configuration(proxyBeanMethods = false)
class MetricNames {
    private static final String TOTAL = ".total";

    @Bean
    MeterRegistryCustomizer<PrometheusMeterRegistry> totalsOfGauges() {
        return registry -> registry.config().namingConvention(new PrometheusNamingConvention() {
            @Override
            public String name(String name, Meter.Type type, @Nullable String unit) {
                String plain = super.name(name, type, unit);
                return type == Meter.Type.GAUGE && name.endsWith(TOTAL) ? plain + "_total" : plain;
            }
        });
    }
}
