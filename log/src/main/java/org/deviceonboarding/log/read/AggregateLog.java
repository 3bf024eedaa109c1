package org.deviceonboarding.log.read;

import java.util.List;
import java.util.Optional;
import org.deviceonboarding.ledger.LogEntry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the log by whose events they are, up to a position: that part of it never changes. */
@Component
public class AggregateLog {
    private static final int PAGE = 1_000;
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;

    AggregateLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All events of each of the aggregates, each in its order. */
    public <E extends Exception> void read(List<String> aggregates, long until, StoredLog.Reader<E> reader) throws E {
        for (int from = 0; from < aggregates.size(); from += AT_ONCE) {
            some(aggregates.subList(from, Math.min(aggregates.size(), from + AT_ONCE)), until, reader);
        }
    }

    private <E extends Exception> void some(List<String> aggregates, long until, StoredLog.Reader<E> reader) throws E {
        String aggregate = "";
        long sequence = -1;
        List<LogEntry> page;
        do {
            page = page(aggregates, until, aggregate, sequence);
            for (LogEntry entry : page) {
                reader.read(entry);
                aggregate = entry.aggregateId();
                sequence = entry.sequence();
            }
        } while (page.size() == PAGE);
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

    private List<LogEntry> page(List<String> aggregates, long until, String aggregate, long sequence) {
        return jdbc.sql("select " + StoredLog.COLUMNS + """
                         from domain_event_entry
                        where aggregate_identifier in (:aggregates) and global_index <= :until
                          and (aggregate_identifier, sequence_number) > (:aggregate, :sequence)
                        order by aggregate_identifier, sequence_number limit :page
                        """)
                .param("aggregates", aggregates)
                .param("until", until)
                .param("aggregate", aggregate)
                .param("sequence", sequence)
                .param("page", PAGE)
                .query(StoredLog::entry)
                .list();
    }
}
