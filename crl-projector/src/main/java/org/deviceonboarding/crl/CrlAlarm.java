package org.deviceonboarding.crl;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import org.deviceonboarding.log.database.ClockDifference;
import org.deviceonboarding.log.database.DatabaseClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Reports the age of the newest CRL in the log and in metrics. */
@Component
class CrlAlarm implements MeterBinder {
    private static final Logger log = LoggerFactory.getLogger(CrlAlarm.class);

    private final Crls crls;
    private final InstantSource clock;
    private final DatabaseClock reference;
    private volatile @Nullable CrlSummary newest;
    private boolean raised;
    private boolean clocksDiffer;

    CrlAlarm(Crls crls, InstantSource clock, DatabaseClock reference) {
        this.crls = crls;
        this.clock = clock;
        this.reference = reference;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("crl.age.seconds", this, alarm -> alarm.seconds(crl -> since(crl.signedAt())))
                .description("Age of the newest CRL")
                .register(registry);
        Gauge.builder("crl.next.update.seconds", this, alarm -> alarm.seconds(crl -> -since(crl.nextUpdate())))
                .description("Time until the newest CRL expires, and no device can connect")
                .register(registry);
    }

    void look() {
        try {
            newest = crls.newest().orElse(null);
            judge(ClockDifference.between(clock, reference));
        } catch (DataAccessException e) {
            log.debug("The newest CRL cannot be looked at", e);
        }
        CrlSummary crl = newest;
        if (crl != null) {
            judge(crl);
        }
    }

    private void judge(ClockDifference difference) {
        if (difference.tooMuch() && !clocksDiffer) {
            log.error("This process's clock is {}: it signs no CRL until they agree to the minute", difference);
        } else if (clocksDiffer && !difference.tooMuch()) {
            log.info("This process's clock and the database's agree again");
        }
        clocksDiffer = difference.tooMuch();
    }

    private void judge(CrlSummary crl) {
        boolean late = crl.lateAt(clock.instant());
        if (late && !raised) {
            log.error(
                    "CRL {} was not signed anew in time: no device can connect after {}",
                    crl.number(),
                    crl.nextUpdate());
        } else if (raised && !late) {
            log.info("The CRL is fresh again");
        }
        raised = late;
    }

    private double seconds(Function<CrlSummary, Double> measure) {
        CrlSummary crl = newest;
        return crl == null ? Double.NaN : measure.apply(crl);
    }

    private double since(Instant then) {
        return Duration.between(then, clock.instant()).toMillis() / 1000.0;
    }
}
