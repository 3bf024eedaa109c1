package org.deviceonboarding.log.lease;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;

/**
 * The length of a lease: for how long one process keeps work that the others then leave alone.
 *
 * <p>A stored end that lies further ahead than any lease of now could reach was written by a clock that was ahead. It counts for
 * nothing; else work would lie still, after that clock was put right, for as long as it had been ahead.
 */
public record Lease(Duration length) {
    private static final Duration TOLERATED = Duration.ofMinutes(1); // between the clocks of two processes

    /** Returns the end of a lease that begins now. */
    public Timestamp end(Instant now) {
        return Timestamp.from(now.plus(length));
    }

    /** Returns the latest end that a lease can have now. A later stored end was written by a clock that was ahead. */
    public Timestamp latest(Instant now) {
        return Timestamp.from(now.plus(length).plus(TOLERATED));
    }
}
