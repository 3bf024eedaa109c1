package org.deviceonboarding.log.reader;

import java.util.Map;
import java.util.TreeMap;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.ledger.LogEntry;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event and the entry of the log that it was read from.
 *
 * @param recorded what folds take
 * @param entry the row, as it is stored
 */
public record LoggedEvent(Recorded<OnboardingEvent> recorded, LogEntry entry) {
    private static final JsonMapper JSON = new JsonMapper();

    public OnboardingEvent event() {
        return recorded.event();
    }

    public long position() {
        return recorded.position();
    }

    /** Who did it and from where, as the entry's metadata has it. Members that are not text are left out. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new TreeMap<>();
        JSON.readTree(entry.metadata()).forEachEntry((name, value) -> {
            if (value.isString()) {
                metadata.put(name, value.stringValue());
            }
        });
        return metadata;
    }
}
