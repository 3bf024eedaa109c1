package org.deviceonboarding.log.read;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.ledger.LogEntry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the log by whose events they are, up to a position: that part of it never changes. */
@Component
public class AggregateLog {
    /** The most that {@link #page} returns. */
    public static final int PAGE = 1_000;

    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;

    AggregateLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All events of each of the aggregates, each in its order. */
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

    /** Where an entry is if the log is in the order of aggregates. */
    public record Place(String aggregate, long sequence) {
        public static Place of(LogEntry entry) {
            return new Place(entry.aggregateId(), entry.sequence());
        }

        /** After the last event of an aggregate. */
        public static Place behind(String aggregate) {
            return new Place(aggregate, Long.MAX_VALUE);
        }
    }

    /** The next entries in the order of aggregates, {@value #PAGE} at most. */
    public List<LogEntry> page(LogFilter filter, Place after) {
        // The filter's positions are no parameters: early in a long log another index leads to them than late, and a
        // plan
        // for any position would take the one for late ones.
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

    /** Aggregates with entries that the filter lets through, behind one of them, in order. */
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

    /** The positions of the first events of aggregates, as far as the aggregates have any. */
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

    /** The newest event of an aggregate. */
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
