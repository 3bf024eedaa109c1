package org.deviceonboarding.log.reader;

import java.util.List;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.read.StoredLog;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the entries after a position, as every process does after every append.
 *
 * <p>The position is in a subselect, so that PostgreSQL makes the plan once. Otherwise it would plan each read again for the
 * given position, because in a long log that plan looks cheaper than one for any position. Planning takes ten times as long
 * as running.
 */
@Component
public final class TailQuery implements EntrySource {
    private final JdbcClient jdbc;
    private final StoredLog log;

    TailQuery(JdbcClient jdbc, StoredLog log) {
        this.jdbc = jdbc;
        this.log = log;
    }

    @Override
    public long head() {
        return log.head();
    }

    @Override
    public List<LogEntry> after(long position, int most) {
        return jdbc.sql("select " + StoredLog.COLUMNS + " from domain_event_entry"
                        + " where global_index > (select ?::bigint) order by global_index limit " + most)
                .param(position)
                .query(StoredLog::entry)
                .list();
    }

    @Override
    public Sighting sighting(long position) {
        return jdbc.sql("""
            select case when pg_is_in_recovery() then -1
                        else ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::bigint end,
                (select event_identifier from domain_event_entry where global_index = ?)
            """)
                .param(position)
                .query((row, _) -> new Sighting(row.getLong(1), row.getString(2)))
                .single();
    }
}
