package org.deviceonboarding.portal.ca;

import java.time.Duration;
import java.time.InstantSource;
import org.deviceonboarding.log.database.ClockDifference;
import org.deviceonboarding.log.database.DatabaseClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Compares the clock that dates what the CA signs with the database's clock, at intervals, so that nobody waits for the
 * result.
 */
@Component
@Profile({"command", "crl"})
class ClockWatch {
    private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);

    private final InstantSource clock;
    private final DatabaseClock reference;
    private volatile ClockDifference difference = new ClockDifference(Duration.ZERO);

    ClockWatch(InstantSource clock, DatabaseClock reference) {
        this.clock = clock;
        this.reference = reference;
    }

    /** Returns the difference that was measured last. */
    ClockDifference difference() {
        return difference;
    }

    @Scheduled(fixedDelayString = "${portal.ca.clock-check-interval:15s}")
    void look() {
        try {
            difference = ClockDifference.between(clock, reference);
        } catch (DataAccessException e) {
            log.debug("The database's clock cannot be read", e);
        }
    }
}
