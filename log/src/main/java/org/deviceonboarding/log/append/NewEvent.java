package org.deviceonboarding.log.append;

import java.util.Map;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.event.OnboardingEvent;

/** An event that is about to be appended. */
public record NewEvent(OnboardingEvent event, Map<String, ?> metadata) {
    /** Returns who causes the event. */
    public Actor actor() {
        return Actor.of(metadata);
    }
}
