package org.deviceonboarding.log.lease;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;

/**
 * How long somebody may keep what others pass over.
 *
 * <p>A stored end that lies further ahead than any lease of now could reach was written by a clock that was ahead. It counts for
 * nothing; else work would lie still, after that clock was put right, for as long as it had been ahead.
 */
public record Lease(Duration length) {
    private static final Duration TOLERATED = Duration.ofMinutes(1); // between the clocks of two processes

    /** When one ends that is taken now. */
    public Timestamp end(Instant now) {
        return Timestamp.from(now.plus(length));
    }

    /** A stored end after that one is no end. */
    public Timestamp latest(Instant now) {
        return Timestamp.from(now.plus(length).plus(TOLERATED));
    }
}
