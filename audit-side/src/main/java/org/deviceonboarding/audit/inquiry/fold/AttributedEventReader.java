package org.deviceonboarding.audit.inquiry.fold;

import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.logformat.ActorJson;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.logformat.UnreadableEntry;

/** Reads events with their actors from entries of the log. It is safe for any number of threads. */
public final class AttributedEventReader {
    private final EntryReader entries = new EntryReader();

    /** @throws UnreadableEntry if this version cannot read the entry */
    public AttributedEvent<OnboardingEvent> read(LogEntry entry) throws UnreadableEntry {
        return new AttributedEvent<>(entries.read(entry), ActorJson.read(entry.metadata()));
    }
}
