package org.deviceonboarding.audit.inquiry.fold;

import java.time.Instant;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;

/** An event of the log, and where it came from. */
public record Traced<E extends OnboardingEvent>(Recorded<E> recorded, Origin origin) {
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
