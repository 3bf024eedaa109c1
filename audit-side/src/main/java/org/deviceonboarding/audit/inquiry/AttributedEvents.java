package org.deviceonboarding.audit.inquiry;

import org.deviceonboarding.audit.inquiry.fold.AttributedEvent;
import org.deviceonboarding.audit.inquiry.fold.AttributedEventReader;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.logformat.UnreadableEntry;
import org.springframework.stereotype.Component;

/** Reads attributed events from entries of the log. */
@Component
public class AttributedEvents {
    private final AttributedEventReader reader = new AttributedEventReader();

    /** @throws IllegalStateException if this version cannot read the entry: no answer is better than an incomplete one */
    public AttributedEvent<OnboardingEvent> of(LogEntry entry) {
        try {
            return reader.read(entry);
        } catch (UnreadableEntry e) {
            throw new IllegalStateException(e);
        }
    }
}
