package org.deviceonboarding.audit.inquiry.blast;

import org.deviceonboarding.audit.inquiry.AttributedEvents;
import org.deviceonboarding.audit.inquiry.fold.SuspectedCompromise;
import org.deviceonboarding.domain.event.ApiKeyCreated;
import org.deviceonboarding.domain.event.ApiKeyRevoked;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.LogFilter;
import org.deviceonboarding.log.read.StoredLog;
import org.springframework.stereotype.Component;

/** Finds the API keys that a suspect made. It reads all events about keys once; the log has an index over them. */
@Component
class SuspectKeys {
    private static final LogFilter KEYS = LogFilter.of(ApiKeyCreated.class, ApiKeyRevoked.class);

    private final FilteredLog log;
    private final AttributedEvents events;

    SuspectKeys(FilteredLog log, AttributedEvents events) {
        this.log = log;
        this.events = events;
    }

    /** The same compromise with the keys that it spread to, as of the position. */
    SuspectedCompromise follow(SuspectedCompromise compromise, long until) {
        SuspectedCompromise[] so = {compromise}; // whoever made a key is in the log before it
        StoredLog.Reader<RuntimeException> reader = entry -> so[0] = so[0].after(events.of(entry));
        log.read(KEYS.until(until), Long.MAX_VALUE, reader);
        return so[0];
    }
}
