package org.deviceonboarding.log.reader;

import java.util.Map;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.ledger.LogEntry;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event and the entry of the log that it was read from.
 *
 * @param recorded the event, as folds take it
 * @param entry the entry, as it is stored
 */
public record LoggedEvent(Recorded<OnboardingEvent> recorded, LogEntry entry) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};

    public OnboardingEvent event() {
        return recorded.event();
    }

    public long position() {
        return recorded.position();
    }

    /** Returns who caused the event, and from where. */
    public Actor actor() {
        return Actor.of(JSON.readValue(entry.metadata(), METADATA));
    }
}
