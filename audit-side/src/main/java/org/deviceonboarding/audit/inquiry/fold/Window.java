package org.deviceonboarding.audit.inquiry.fold;

import java.time.Instant;

/**
 * An interval of time.
 *
 * @param from the first moment
 * @param to the first moment after the interval
 */
public record Window(Instant from, Instant to) {
    /** @throws IllegalArgumentException if the end is not after the beginning */
    public Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A window ends after it begins");
        }
    }

    public boolean holds(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }
}
