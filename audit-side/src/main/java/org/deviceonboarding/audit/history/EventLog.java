package org.deviceonboarding.audit.history;

import java.io.IOException;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.StoredLog;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The log as the auditor reads it; no transaction stays open while a slow caller takes what was read. */
@Component
class EventLog {
    private final FilteredLog entries;
    private final StoredLog log;
    private final JdbcClient jdbc;

    EventLog(FilteredLog entries, StoredLog log, JdbcClient jdbc) {
        this.entries = entries;
        this.log = log;
        this.jdbc = jdbc;
    }

    /** Takes one event after the other. */
    @FunctionalInterface
    interface Reader {
        void read(LoggedEvent event) throws IOException;
    }

    /** Everything that is asked for, in order, up to the head that the log has now. */
    void read(AuditQuery query, Reader reader) throws IOException {
        entries.read(query.filter(), query.after(), log.head(), query.limit(), (StoredLog.Reader<IOException>)
                entry -> reader.read(LoggedEvent.of(entry)));
    }

    boolean knows(DeviceId device) {
        return jdbc.sql("""
                        select exists (select from domain_event_entry
                                       where aggregate_identifier = :device and payload_type = 'DeviceRegistered')
                        """)
                .param("device", device.value())
                .query(Boolean.class)
                .single();
    }
}
