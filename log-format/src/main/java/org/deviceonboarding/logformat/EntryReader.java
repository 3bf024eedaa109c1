package org.deviceonboarding.logformat;

import java.time.DateTimeException;
import java.time.Instant;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.ledger.LogEntry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads events from entries of the log, as the portal does. It is safe for any number of threads. */
public final class EntryReader {
    private final JsonMapper json = EventJson.mapper();

    /** @throws UnreadableEntry if the entry has an unknown kind or revision, or does not fit its kind */
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
