package org.deviceonboarding.audit.history;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deviceonboarding.domain.event.OnboardingEvent;

/** A list of kinds of events, separated by commas. */
record EventTypes(@JsonValue String text) {
    private static final Set<String> ALL =
            OnboardingEvent.kinds().stream().map(Class::getSimpleName).collect(Collectors.toUnmodifiableSet());

    /** @throws IllegalArgumentException if a name is not that of an event */
    public EventTypes {
        if (!ALL.containsAll(split(text))) {
            throw new IllegalArgumentException("must be names of events, with commas between them");
        }
    }

    Set<String> names() {
        return split(text);
    }

    private static Set<String> split(String text) {
        return Stream.of(text.split(",", -1)).collect(Collectors.toUnmodifiableSet());
    }
}
