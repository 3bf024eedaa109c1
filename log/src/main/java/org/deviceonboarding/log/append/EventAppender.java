package org.deviceonboarding.log.append;

import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.event.OnboardingEvent;

/** Appends a single event on which no rule of an aggregate depends. */
@FunctionalInterface
public interface EventAppender {
    /** Returns once the event is durable; throws a RuntimeException if it is not. */
    void append(OnboardingEvent event, Actor actor);
}
