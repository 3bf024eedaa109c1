package org.deviceonboarding.audit.inquiry.fold;

import java.time.Instant;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;

/** An event of the log with its actor. */
public record AttributedEvent<E extends OnboardingEvent>(Recorded<E> recorded, Actor actor) {
    public long position() {
        return recorded.position();
    }

    public Instant at() {
        return recorded.at();
    }

    public E event() {
        return recorded.event();
    }
}
