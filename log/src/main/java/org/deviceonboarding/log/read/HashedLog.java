package org.deviceonboarding.log.read;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.deviceonboarding.ledger.Hash;
import org.deviceonboarding.logformat.LogLine;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the entries of the log together with the leaves of the ledger, in pages by position. A leaf without an entry is
 * a line too: it shows that somebody deleted the row.
 */
@Component
public class HashedLog {
    private static final int PAGE = 1_000;

    private final StoredLog log;
    private final JdbcClient jdbc;

    HashedLog(StoredLog log, JdbcClient jdbc) {
        this.log = log;
        this.jdbc = jdbc;
    }

    /** Takes one line. */
    @FunctionalInterface
    public interface Reader {
        public void read(LogLine line) throws IOException;
    }

    /** Returns the newest position in the log or the ledger, 0 if both are empty. */
    public long head() {
        long ledger = jdbc.sql("select coalesce(max(position), 0) from ledger_leaf")
                .query(Long.class)
                .single();
        return Math.max(ledger, log.head());
    }

    /** Reads the lines after one position, up to and including another, in order, up to a limit. */
    public void read(long after, long until, long limit, Reader reader) throws IOException {
        long reached = after;
        long left = limit;
        while (left > 0 && reached < until) {
            int wanted = (int) Math.min(left, PAGE);
            List<LogLine> page = page(reached, until, wanted);
            for (LogLine line : page) {
                reader.read(line);
            }
            if (page.size() < wanted) {
                return;
            }
            left -= wanted;
            reached = page.getLast().position();
        }
    }

    // Whatever is among the first of both is among the first of either.
    private List<LogLine> page(long after, long until, int page) {
        return jdbc.sql("""
                        select coalesce(global_index, position) as line, event_identifier, aggregate_identifier,
                               sequence_number, type, payload_type, payload_revision, time_stamp, payload, meta_data, hash,
                               global_index
                        from (select * from domain_event_entry
                              where global_index > :after and global_index <= :until
                              order by global_index limit :page) entry
                        full join (select position, hash from ledger_leaf
                                   where position > :after and position <= :until
                                   order by position limit :page) leaf on leaf.position = entry.global_index
                        order by line limit :page
                        """)
                .param("after", after)
                .param("until", until)
                .param("page", page)
                .query(HashedLog::line)
                .list();
    }

    private static LogLine line(ResultSet row, int number) throws SQLException {
        byte[] hash = row.getBytes("hash");
        return new LogLine(
                row.getLong("line"),
                row.getObject("global_index") == null ? null : StoredLog.entry(row, number),
                hash == null ? null : Hash.of(hash));
    }
}
