package org.deviceonboarding.log.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.deviceonboarding.log.append.AppendListener;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Appends one transaction after the other, so that positions become visible in their order. A reader that has seen position n
 * never sees a smaller one for the first time (docs/adr/0002).
 */
final class TotalOrder {
    /** "EVENTLOG" in ASCII: any number will do, as long as nobody changes it. */
    static final long LOCK = 0x4556454E544C4F47L;

    // Two statements in one round trip: the first waits for its turn, before the second draws positions. The
    // notification is sent with the commit or not at all.
    private static final String APPEND =
            "select pg_advisory_xact_lock(" + LOCK + "), pg_notify('" + AppendListener.CHANNEL + "', ?);" + """
                    insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                        payload_type, payload_revision, payload, meta_data)
                    select * from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[],
                        ?::text[], ?::text[], ?::text[], ?::text[])
                    returning global_index
                    """;

    private final JdbcTemplate jdbc;
    private final String sender;

    /** @param sender names this process in the notification that the commit sends */
    TotalOrder(JdbcTemplate jdbc, String sender) {
        this.jdbc = jdbc;
        this.sender = sender;
    }

    /**
     * Waits for its turn and appends the events, in the transaction under way. Nobody else appends before its end.
     *
     * @return the position of each event
     * @throws org.springframework.dao.DuplicateKeyException if somebody else was faster to append an aggregate's next event
     */
    List<Long> append(List<StoredEvent> events) {
        return jdbc.execute((Connection connection) -> connection.prepareStatement(APPEND), statement -> {
            statement.setString(1, sender);
            column(statement, 2, "text", events, StoredEvent::identifier);
            column(statement, 3, "text", events, StoredEvent::aggregate);
            column(statement, 4, "bigint", events, StoredEvent::sequence);
            column(statement, 5, "text", events, StoredEvent::aggregateType);
            column(statement, 6, "text", events, StoredEvent::time);
            column(statement, 7, "text", events, StoredEvent::type);
            column(statement, 8, "text", events, StoredEvent::revision);
            column(statement, 9, "text", events, StoredEvent::payload);
            column(statement, 10, "text", events, StoredEvent::metadata);
            statement.execute();
            statement.getMoreResults(); // past the lock's
            return positions(statement);
        });
    }

    private static void column(
            PreparedStatement statement,
            int index,
            String type,
            List<StoredEvent> events,
            Function<StoredEvent, @Nullable Object> value)
            throws SQLException {
        statement.setArray(
                index,
                statement
                        .getConnection()
                        .createArrayOf(type, events.stream().map(value).toArray()));
    }

    private static List<Long> positions(PreparedStatement statement) throws SQLException {
        List<Long> positions = new ArrayList<>();
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                positions.add(rows.getLong(1));
            }
        }
        return positions;
    }
}
