package org.deviceonboarding.log.read;

import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.logformat.UnreadableEntry;

/** Parses entries into events. It fails if that is not possible, so callers need no other case. */
public final class Events {
    private static final EntryReader READER = new EntryReader();

    private Events() {}

    /** @throws IllegalStateException if this version cannot read the entry */
    public static Recorded<OnboardingEvent> of(LogEntry entry) {
        try {
            return READER.read(entry);
        } catch (UnreadableEntry e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalStateException likewise */
    public static <E extends OnboardingEvent> E of(LogEntry entry, Class<E> kind) {
        return kind.cast(of(entry).event());
    }
}
