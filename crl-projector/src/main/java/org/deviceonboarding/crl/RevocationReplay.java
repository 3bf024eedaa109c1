package org.deviceonboarding.crl;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.deviceonboarding.domain.revocation.Revocations;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.logformat.UnreadableEntry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was void or on hold at a position of the log, replayed. The log has an index over the events that matter. */
@Component
class RevocationReplay {
    private static final int PAGE = 1_000;

    private final JdbcClient jdbc;
    private final EntryReader events = new EntryReader();

    RevocationReplay(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Revocations at(long position) {
        Revocations revocations = Revocations.NONE;
        long reached = 0;
        List<LogEntry> page;
        do {
            page = page(reached, position);
            for (LogEntry entry : page) {
                revocations = after(revocations, entry);
                reached = entry.position();
            }
        } while (page.size() == PAGE);
        return revocations;
    }

    /** The prefix that was the log at a moment. */
    long positionAt(Instant moment) {
        return jdbc.sql("select log_position_at(cast(:moment as timestamptz))")
                // Times are kept to the microsecond, so a moment in between is as good as the one before it.
                .param("moment", moment.truncatedTo(ChronoUnit.MICROS).toString())
                .query(Long.class)
                .single();
    }

    private Revocations after(Revocations revocations, LogEntry entry) {
        try {
            return revocations.after(events.read(entry));
        } catch (UnreadableEntry e) {
            throw new IllegalStateException(e);
        }
    }

    private List<LogEntry> page(long after, long until) {
        return jdbc.sql("""
                        select global_index, event_identifier, aggregate_identifier, sequence_number, type, payload_type,
                               payload_revision, time_stamp, payload, meta_data
                        from domain_event_entry
                        where payload_type in ('CertificateRevoked', 'DeviceSuspended', 'DeviceResumed')
                          and global_index > :after and global_index <= :until
                        order by global_index limit :page
                        """)
                .param("after", after)
                .param("until", until)
                .param("page", PAGE)
                .query(RevocationReplay::entry)
                .list();
    }

    private static LogEntry entry(ResultSet row, int number) throws SQLException {
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
}
