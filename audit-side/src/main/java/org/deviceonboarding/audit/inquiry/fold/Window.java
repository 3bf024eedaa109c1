package org.deviceonboarding.audit.inquiry.fold;

import java.time.Instant;

/**
 * A stretch of time.
 *
 * @param from its first moment
 * @param to the first moment after it
 */
public record Window(Instant from, Instant to) {
    /** @throws IllegalArgumentException if it ends before it begins, or with it */
    public Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A window ends after it begins");
        }
    }

    public boolean holds(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }
}
