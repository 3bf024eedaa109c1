package org.deviceonboarding.command.validity;

import java.time.Duration;
import java.time.Instant;
import org.deviceonboarding.log.database.ClockDifference;
import org.deviceonboarding.log.database.DatabaseClock;
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
    private static final Logger log = LoggerFactory.getLogger(ClockSkew.class);
    private static final Status DEGRADED = new Status("DEGRADED");

    private final DatabaseClock database;
    private volatile ClockDifference difference = new ClockDifference(Duration.ZERO);

    @Autowired
    ClockSkew(JdbcClient jdbc) {
        this(DatabaseClock.of(jdbc));
    }

    ClockSkew(DatabaseClock database) {
        this.database = database;
    }

    /** Whether that moment, read from our clock just now, is one that the database's clock agrees with. */
    boolean tolerates(Instant now) {
        ClockDifference before = difference;
        ClockDifference current = ClockDifference.between(() -> now, database);
        difference = current;
        if (current.tooMuch() && !before.tooMuch()) {
            log.warn(
                    "This process's clock is {}: no end of a certificate is recorded until they agree to the minute",
                    current);
        } else if (before.tooMuch() && !current.tooMuch()) {
            log.info("This process's clock and the database's agree again");
        }
        return !current.tooMuch();
    }

    /** As it was found when it was last looked for certificates that end. */
    @Override
    public Health health() {
        ClockDifference known = difference;
        return Health.status(known.tooMuch() ? DEGRADED : Status.UP)
                .withDetail("seconds_ahead_of_database", known.ahead().toSeconds())
                .build();
    }
}
