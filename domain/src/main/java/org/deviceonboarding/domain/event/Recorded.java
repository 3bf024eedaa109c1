package org.deviceonboarding.domain.event;

import java.time.Instant;

/**
 * An event as the log holds it.
 *
 * @param position its place in the log, rising, unique, not always dense
 * @param at when it was recorded
 * @param event what happened
 */
public record Recorded<E extends OnboardingEvent>(long position, Instant at, E event) {
    /** Another view of the same event. */
    public <F extends OnboardingEvent> Recorded<F> with(F event) {
        return new Recorded<>(position, at, event);
    }
}
