package org.deviceonboarding.command.validity;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Measures how far this process's clock is from the database's. Two clocks that agree may both be wrong, but one that
 * jumped is found out before it declares certificates over.
 */
@Component("clock")
class ClockSkew implements HealthIndicator {
    static final Duration TOLERATED = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(ClockSkew.class);
    private static final Status DEGRADED = new Status("DEGRADED");

    private final Supplier<Instant> database;
    private volatile Duration skew = Duration.ZERO;

    @Autowired
    ClockSkew(JdbcClient jdbc) {
        this(() -> jdbc.sql("select clock_timestamp()")
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single());
    }

    ClockSkew(Supplier<Instant> database) {
        this.database = database;
    }

    /** Whether that moment, read from our clock just now, is one that the database's clock agrees with. */
    boolean tolerates(Instant now) {
        Duration before = skew;
        skew = Duration.between(database.get(), now);
        boolean good = good(skew);
        if (good != good(before)) {
            if (good) {
                log.info("This process' clock and the database's agree again");
            } else {
                log.warn(
                        "This process' clock is {} seconds off the database's: no end of a certificate is recorded"
                                + " until they agree to the minute",
                        skew.toSeconds());
            }
        }
        return good;
    }

    private static boolean good(Duration skew) {
        return skew.abs().compareTo(TOLERATED) <= 0;
    }

    /** As it was found when it was last looked for certificates that end. */
    @Override
    public Health health() {
        Duration known = skew;
        return Health.status(good(known) ? Status.UP : DEGRADED)
                .withDetail("seconds_ahead_of_database", known.toSeconds())
                .build();
    }
}
