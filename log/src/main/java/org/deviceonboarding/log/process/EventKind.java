package org.deviceonboarding.log.process;

import java.util.Set;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.logformat.EventCatalogue;

/** A kind of event in one revision, as the log stores both. */
public record EventKind(String name, String revision) {
    /** Returns what this version writes for events of a class. */
    public static EventKind of(OnboardingEvent event) {
        return of(event.getClass());
    }

    static EventKind of(Class<?> event) {
        return new EventKind(event.getSimpleName(), EventCatalogue.revision(event));
    }

    /** Returns all that this version reads. */
    public static Set<EventKind> readable() {
        return EventCatalogue.events().stream()
                .flatMap(event -> EventCatalogue.revisions(event).stream()
                        .map(revision -> new EventKind(event.getSimpleName(), revision)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** As a process tells others which kinds it knows: two words. */
    @Override
    public String toString() {
        return name + " " + revision;
    }
}
