package org.deviceonboarding.crl;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;
import org.deviceonboarding.log.scrape.ScrapeSource;
import org.deviceonboarding.pki.RootCrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Reports how long the root's CRL is still valid. Without one, both values are unknown. */
@Component
class RootCrlMetrics implements MeterBinder, ScrapeSource {
    private static final Logger log = LoggerFactory.getLogger(RootCrlMetrics.class);

    private final RootCrls crls;
    private final InstantSource clock;
    private volatile @Nullable RootCrl newest;

    RootCrlMetrics(RootCrls crls, InstantSource clock) {
        this.crls = crls;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "root.crl.age.seconds", "Age of the root's newest CRL", crl -> -until(crl.thisUpdate()));
        gauge(
                registry,
                "root.crl.next.update.seconds",
                "Time until the root's newest CRL expires",
                crl -> until(crl.nextUpdate()));
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<RootCrl> value) {
        Gauge.builder(name, this, metrics -> {
                    RootCrl crl = metrics.newest;
                    return crl == null ? Double.NaN : value.applyAsDouble(crl);
                })
                .description(description)
                .register(registry);
    }

    private double until(Instant then) {
        return Duration.between(clock.instant(), then).toSeconds();
    }

    @Override
    public void look() {
        try {
            newest = crls.newest().orElse(null);
        } catch (DataAccessException e) {
            log.debug("The root's CRL cannot be looked up", e);
            newest = null;
        }
    }
}
