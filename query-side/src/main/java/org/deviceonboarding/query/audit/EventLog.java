package org.deviceonboarding.query.audit;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.deviceonboarding.messages.device.DeviceId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the log by the page, cut by position. Positions become visible in their order, so nothing is skipped or doubled
 * however much is appended meanwhile; and no transaction stays open while a slow caller takes what was read.
 */
@Component
class EventLog {
    static final int PAGE = 1_000;

    /** How many positions one query looks at if no index leads it. */
    private static final int STRETCH = 20_000;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    EventLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes one event after the other. */
    @FunctionalInterface
    interface Reader {
        void read(LoggedEvent event) throws IOException;
    }

    /** Everything that is asked for, in order, up to the head that the log has now. */
    void read(AuditQuery query, Reader reader) throws IOException {
        long head = head();
        long after = query.after();
        long left = query.limit();
        while (left > 0 && after < head) {
            long until = query.indexed() ? head : Math.min(head, after + STRETCH);
            int page = (int) Math.min(left, PAGE);
            List<LoggedEvent> found = page(query, after, until, page);
            for (LoggedEvent event : found) {
                reader.read(event);
            }
            left -= found.size();
            after = found.size() == page ? found.getLast().position() : until;
        }
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

    private long head() {
        return jdbc.sql("select coalesce(max(global_index), 0) from domain_event_entry")
                .query(Long.class)
                .single();
    }

    private List<LoggedEvent> page(AuditQuery query, long after, long until, int page) {
        return jdbc.sql(query.sql())
                .params(query.parameters())
                .param("after", after)
                .param("until", until)
                .param("page", page)
                .query(EventLog::event)
                .list();
    }

    private static LoggedEvent event(ResultSet row, int number) throws SQLException {
        JsonNode origin = JSON.readTree(row.getString("meta_data"));
        return new LoggedEvent(
                row.getLong("global_index"),
                row.getString("time_stamp"),
                row.getString("payload_type"),
                row.getString("payload_revision"),
                row.getString("event_identifier"),
                row.getString("aggregate_identifier"),
                row.getLong("sequence_number"),
                text(origin, "actor"),
                text(origin, "auth"),
                text(origin, "address"),
                text(origin, "correlation_id"),
                text(origin, "user_agent"),
                row.getString("payload"));
    }

    private static @Nullable String text(JsonNode origin, String name) {
        return origin.path(name).asStringOpt().orElse(null);
    }
}
