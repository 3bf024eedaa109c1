package org.deviceonboarding.log.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import org.deviceonboarding.ledger.LogEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the log's rows in pages by position. Positions become visible in order, so no row is skipped or read twice
 * while others append, and no transaction stays open between pages.
 */
@Component
public class StoredLog {
    /** The most that {@link #page} returns. */
    public static final int PAGE = 1_000;

    /** The columns that {@link #entry} reads. */
    public static final String COLUMNS = """
        global_index, event_identifier, aggregate_identifier, sequence_number, type, payload_type, payload_revision,
        time_stamp, payload, meta_data
        """;

    /** The position of the newest entry, 0 if there is none, for use in a statement. */
    public static final String HEAD = "(select coalesce(max(global_index), 0) from domain_event_entry)";

    private final JdbcClient jdbc;

    public StoredLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes one entry; an exception ends the reading. */
    @FunctionalInterface
    public interface Reader<E extends Exception> {
        void read(LogEntry entry) throws E;
    }

    /** The position of the newest entry, 0 if there is none. */
    public long head() {
        return jdbc.sql("select " + HEAD).query(Long.class).single();
    }

    /**
     * Finds the end of the log at a moment: all entries before the first one that was recorded later (docs/adr/0002).
     *
     * @return the position of the last entry, 0 if there is none
     */
    public long positionAt(Instant moment) {
        return jdbc.sql("select log_position_at(cast(:moment as timestamptz))")
                // Times are kept to the microsecond, so a moment in between is as good as the one before it.
                .param("moment", moment.truncatedTo(ChronoUnit.MICROS).toString())
                .query(Long.class)
                .single();
    }

    /** Reads all entries after one position, up to and including another, in order. */
    public <E extends Exception> void read(long after, long until, Reader<E> reader) throws E {
        long reached = after;
        while (reached < until) {
            List<LogEntry> page = page(reached, until);
            for (LogEntry entry : page) {
                reader.read(entry);
            }
            if (page.size() < PAGE) {
                return;
            }
            reached = page.getLast().position();
        }
    }

    /** Returns the first entries after one position, up to and including another, in order; {@link #PAGE} at most. */
    public List<LogEntry> page(long after, long until) {
        return page(after, until, PAGE);
    }

    /** Returns the same entries, up to a limit. */
    public List<LogEntry> page(long after, long until, int most) {
        return jdbc.sql("""
            select %s
            from domain_event_entry where global_index > :after and global_index <= :until
            order by global_index limit :page
            """.formatted(COLUMNS))
                .param("after", after)
                .param("until", until)
                .param("page", most)
                .query(StoredLog::entry)
                .list();
    }

    /** Returns the entries at these positions, in order. */
    public List<LogEntry> at(Collection<Long> positions) {
        return jdbc.sql("select %s from domain_event_entry".formatted(COLUMNS)
                        + " where global_index = any (array[:positions]::bigint[]) order by global_index")
                .param("positions", positions)
                .query(StoredLog::entry)
                .list();
    }

    /** Reads an entry from a row with the columns {@link #COLUMNS}. */
    public static LogEntry entry(ResultSet row, int number) throws SQLException {
        return new LogEntry(
                row.getLong("global_index"),
                row.getString("event_identifier"),
                row.getString("aggregate_identifier"),
                row.getLong("sequence_number"),
                row.getString("type"),
                row.getString("payload_type"),
                row.getString("payload_revision"),
                row.getString("time_stamp"),
                row.getString("payload"),
                row.getString("meta_data"));
    }

    static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        String time = row.getString(column);
        return time == null ? null : Instant.parse(time);
    }
}
