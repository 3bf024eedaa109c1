package org.deviceonboarding.log.append;

import java.util.Map;
import org.deviceonboarding.domain.event.OnboardingEvent;

/** Appends a single fact, on which no rule of an aggregate depends. */
@FunctionalInterface
public interface EventAppender {
    /**
     * Returns once the event is durable; throws a RuntimeException if it is not.
     *
     * @param metadata who did it and from where
     */
    void append(OnboardingEvent event, Map<String, String> metadata);
}
