package org.deviceonboarding.command.device;

import org.deviceonboarding.messages.device.DeviceId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where in the log an aggregate's newest event stands: what a change answers with, so that reads can wait for it. */
@Component
public class LogPosition {
    private final JdbcClient jdbc;

    LogPosition(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
}
