package org.deviceonboarding.log.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How far this process's clock is ahead of the database's.
 *
 * @param ahead negative: behind
 */
public record ClockDifference(Duration ahead) {
    public static final Duration TOLERATED = Duration.ofMinutes(1);

    public static ClockDifference between(InstantSource clock, DatabaseClock reference) {
        Instant before = clock.instant();
        Instant database = reference.now();
        Instant after = clock.instant();
        if (database.isBefore(before)) {
            return new ClockDifference(Duration.between(database, before));
        }
        // What the question took is no difference.
        return new ClockDifference(database.isAfter(after) ? Duration.between(database, after) : Duration.ZERO);
    }

    public boolean tooMuch() {
        return ahead.abs().compareTo(TOLERATED) > 0;
    }

    @Override
    public String toString() {
        return ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of") + " the database's";
    }
}
