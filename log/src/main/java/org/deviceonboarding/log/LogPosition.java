package org.deviceonboarding.log;

import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.log.read.StoredLog;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the log positions that changes answer with, so that reads can wait for them. */
@Component
public class LogPosition {
    private final StoredLog log;
    private final JdbcClient jdbc;

    LogPosition(StoredLog log, JdbcClient jdbc) {
        this.log = log;
        this.jdbc = jdbc;
    }

    /**
     * Returns the position of the newest event. Everything that was committed before the call is at or before this
     * position.
     */
    public long head() {
        return log.head();
    }

    /** Returns the sequence number of the newest event that the device had at a log position; -1 if it had none. */
    public long sequenceAt(DeviceId id, long position) {
        return jdbc.sql("""
                        select coalesce(max(sequence_number), -1) from domain_event_entry
                        where aggregate_identifier = :id and global_index <= :position
                        """)
                .param("id", id.value())
                .param("position", position)
                .query(Long.class)
                .single();
    }

    public long of(DeviceId id) {
        return of(id.value());
    }

    public long of(String aggregate) {
        return jdbc.sql("""
                        select global_index from domain_event_entry
                        where aggregate_identifier = :id order by sequence_number desc limit 1
                        """).param("id", aggregate).query(Long.class).single();
    }

    /** Returns the position of the event with this identifier. */
    public long ofEvent(String event) {
        return jdbc.sql("select global_index from domain_event_entry where event_identifier = :event")
                .param("event", event)
                .query(Long.class)
                .single();
    }
}
