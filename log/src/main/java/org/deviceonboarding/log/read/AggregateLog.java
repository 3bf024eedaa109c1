package org.deviceonboarding.log.read;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.ledger.LogEntry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the log by aggregate, up to a position. Up to there the log never changes. */
@Component
public class AggregateLog {
    /** The most that {@link #page} returns. */
    public static final int PAGE = 1_000;

    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;

    AggregateLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Reads all events of the aggregates, each aggregate's in their order. */
    public <E extends Exception> void read(List<String> aggregates, long until, StoredLog.Reader<E> reader) throws E {
        for (int from = 0; from < aggregates.size(); from += AT_ONCE) {
            List<String> some = aggregates.subList(from, Math.min(aggregates.size(), from + AT_ONCE));
            read(LogFilter.ALL.aggregates(some).until(until), reader);
        }
    }

    private <E extends Exception> void read(LogFilter filter, StoredLog.Reader<E> reader) throws E {
        Place reached = Place.behind("");
        List<LogEntry> page;
        do {
            page = page(filter, reached);
            for (LogEntry entry : page) {
                reader.read(entry);
                reached = Place.of(entry);
            }
        } while (page.size() == PAGE);
    }

    /** The place of an entry when the log is sorted by aggregate. */
    public record Place(String aggregate, long sequence) {
        public static Place of(LogEntry entry) {
            return new Place(entry.aggregateId(), entry.sequence());
        }

        /** Returns the place after the last event of an aggregate. */
        public static Place behind(String aggregate) {
            return new Place(aggregate, Long.MAX_VALUE);
        }
    }

    /** The next entries in the order of aggregates, {@value #PAGE} at most. */
    public List<LogEntry> page(LogFilter filter, Place after) {
        // The filter's positions are no parameters: early in a long log another index leads to them than late, and a
        // plan for any position would take the one for late ones.
        return jdbc.sql("""
                        select %s from domain_event_entry
                        %s and (aggregate_identifier, sequence_number) > (:place, :sequence)
                        order by aggregate_identifier, sequence_number limit :page
                        """.formatted(StoredLog.COLUMNS, filter.whereFixed()))
                .params(filter.parameters())
                .param("place", after.aggregate())
                .param("sequence", after.sequence())
                .param("page", PAGE)
                .query(StoredLog::entry)
                .list();
    }

    /** Returns the ids of aggregates with entries that match the filter, in order, after one id. */
    public List<String> ids(LogFilter filter, String after, int limit) {
        return jdbc.sql("""
                        select distinct aggregate_identifier from domain_event_entry
                        %s and aggregate_identifier > :place order by aggregate_identifier limit :limit
                        """.formatted(filter.where()))
                .params(filter.parameters())
                .param("place", after)
                .param("limit", limit)
                .query((row, _) -> row.getString("aggregate_identifier"))
                .list();
    }

    /** Returns the position of each aggregate's first event. Aggregates without events are missing. */
    public Map<String, Long> beginnings(Collection<String> aggregates) {
        Map<String, Long> beginnings = new HashMap<>();
        jdbc.sql("""
                        select aggregate_identifier, global_index from domain_event_entry
                        where aggregate_identifier = any (array[:aggregates]::text[]) and sequence_number = 0
                        """).param("aggregates", aggregates).query(row -> {
            beginnings.put(row.getString("aggregate_identifier"), row.getLong("global_index"));
        });
        return beginnings;
    }

    /** Returns the newest event of an aggregate up to a position. */
    public Optional<LogEntry> newest(String aggregate, long until) {
        return jdbc.sql("select " + StoredLog.COLUMNS + """
                         from domain_event_entry where aggregate_identifier = :aggregate and global_index <= :until
                        order by sequence_number desc limit 1
                        """)
                .param("aggregate", aggregate)
                .param("until", until)
                .query(StoredLog::entry)
                .optional();
    }
}
