package org.deviceonboarding.audit.inquiry.fold;

import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.logformat.ActorJson;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.logformat.UnreadableEntry;

/** Makes events again of what the log stores of them, with their actor. For any number of threads. */
public final class AttributedEventReader {
    private final EntryReader entries = new EntryReader();

    /** @throws UnreadableEntry if this version cannot make an event of the entry */
    public AttributedEvent<OnboardingEvent> read(LogEntry entry) throws UnreadableEntry {
        return new AttributedEvent<>(entries.read(entry), ActorJson.read(entry.metadata()));
    }
}
