package org.deviceonboarding.log.projection;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far a projection is that handles few kinds of events, and does nothing, not even a note of its progress, for all
 * others: right before the next one it has to handle or, if there is none, at the log's head.
 */
public final class SparsePosition {
    private final JdbcClient jdbc;
    private final String sql;

    /**
     * @param state the table of one row that says the {@code position} of the newest event handled
     * @param events the payload types the projection handles; the log has an index over just these, or this is slow
     */
    public SparsePosition(JdbcClient jdbc, String state, List<String> events) {
        this.jdbc = jdbc;
        this.sql =
                """
                select coalesce(
                    (select min(global_index) - 1 from domain_event_entry
                     where payload_type in (%s)
                       and global_index > (select coalesce(max(position), 0) from %s)),
                    (select max(global_index) from domain_event_entry),
                    0)
                """.formatted(events.stream().map(type -> "'" + type + "'").collect(Collectors.joining(", ")), state);
    }

    public long reached() {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
