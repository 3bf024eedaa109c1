package org.deviceonboarding.logformat;

import java.time.DateTimeException;
import java.time.Instant;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.ledger.LogEntry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Makes events again of what the log stores of them, as the portal itself does. For any number of threads. */
public final class EntryReader {
    private final JsonMapper json = EventJson.mapper();

    /** @throws UnreadableEntry if the entry is of an unknown kind or revision, or is not what its kind looks like */
    public Recorded<OnboardingEvent> read(LogEntry entry) throws UnreadableEntry {
        Class<?> kind = EventCatalogue.named(entry.type())
                .filter(event -> EventCatalogue.reads(event, entry.revision()))
                .orElseThrow(() -> new UnreadableEntry(
                        entry.position(), "is a " + entry.type() + " of revision " + entry.revision(), null));
        try {
            OnboardingEvent event = (OnboardingEvent) json.readValue(entry.payload(), kind);
            if (event == null) {
                throw new UnreadableEntry(entry.position(), "says nothing", null);
            }
            return new Recorded<>(entry.position(), Instant.parse(entry.time()), event);
        } catch (JacksonException | DateTimeException e) {
            throw new UnreadableEntry(entry.position(), "cannot be read as a " + entry.type(), e);
        }
    }
}
