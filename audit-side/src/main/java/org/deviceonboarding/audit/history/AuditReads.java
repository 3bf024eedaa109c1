package org.deviceonboarding.audit.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.LogFilter;
import org.deviceonboarding.log.read.StoredLog;
import org.springframework.stereotype.Component;

/** Reads the newest events of the log, for pages. */
@Component
public class AuditReads {
    private final FilteredLog entries;
    private final StoredLog log;

    AuditReads(FilteredLog entries, StoredLog log) {
        this.entries = entries;
        this.log = log;
    }

    /**
     * The newest events that the parameters let through.
     *
     * @throws Refused {@code validation_error} if the limit is too large for a page
     */
    public NewestEvents newest(EventParameters parameters, long before) {
        AuditQuery query = parameters.page();
        return newest(query.filter(), before, (int) query.limit());
    }

    /** The newest events of a device, with the refused commands. */
    public NewestEvents of(DeviceId device, int limit) {
        return newest(LogFilter.ALL.device(device), Long.MAX_VALUE, limit);
    }

    private NewestEvents newest(LogFilter filter, long before, int limit) {
        List<AuditEvent> found = entries.newest(filter.until(Math.min(before - 1, log.head())), limit + 1).stream()
                .map(AuditEvent::of)
                .toList();
        return found.size() <= limit
                ? new NewestEvents(found, null)
                : new NewestEvents(found.subList(0, limit), found.get(limit - 1).position());
    }

    public long head() {
        return log.head();
    }

    /** The time of the first event; empty for an empty log. */
    public Optional<Instant> beginning() {
        return log.page(0, Long.MAX_VALUE, 1).stream().findFirst().map(entry -> Instant.parse(entry.time()));
    }

    /** The names of all kinds of events, sorted. */
    public static List<String> types() {
        return OnboardingEvent.kinds().stream()
                .map(Class::getSimpleName)
                .sorted()
                .toList();
    }
}
