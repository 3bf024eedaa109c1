package org.deviceonboarding.audit.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of events, oldest first.
 *
 * @param nextAfter the parameter {@code after} of the next page; null on the last page
 */
record EventPage(List<AuditEvent> items, @Nullable Long nextAfter) {
    static EventPage of(EventLog log, AuditQuery query) throws IOException {
        List<AuditEvent> found = new ArrayList<>();
        log.read(query.withLimit(query.limit() + 1), found::add);
        if (found.size() <= query.limit()) {
            return new EventPage(found, null);
        }
        found.removeLast();
        return new EventPage(found, found.getLast().position());
    }
}
