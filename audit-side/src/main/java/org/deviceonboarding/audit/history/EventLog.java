package org.deviceonboarding.audit.history;

import java.io.IOException;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.LogFilter;
import org.deviceonboarding.log.read.StoredLog;
import org.springframework.stereotype.Component;

/** Reads events for auditors, page by page. No transaction is open while a slow caller takes a page. */
@Component
class EventLog {
    private final FilteredLog entries;
    private final StoredLog log;

    EventLog(FilteredLog entries, StoredLog log) {
        this.entries = entries;
        this.log = log;
    }

    /** Takes one event after the other. */
    @FunctionalInterface
    interface Reader {
        void read(AuditEvent event) throws IOException;
    }

    /** Reads all selected events in order, up to the head of the log at the call. */
    void read(AuditQuery query, Reader reader) throws IOException {
        LogFilter filter = query.filter().after(query.after()).until(log.head());
        entries.read(filter, query.limit(), (StoredLog.Reader<IOException>) entry -> reader.read(AuditEvent.of(entry)));
    }

    boolean knows(DeviceId device) {
        return entries.exists(LogFilter.of(DeviceRegistered.class).aggregate(device.value()));
    }
}
