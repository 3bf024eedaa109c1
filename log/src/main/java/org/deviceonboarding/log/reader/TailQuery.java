package org.deviceonboarding.log.reader;

import java.util.List;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.read.StoredLog;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the entries after a position, as every process does after every append.
 *
 * <p>The longer the log, the dearer PostgreSQL thinks a plan for any position beside one for this very position, so it plans
 * each read again, which takes ten times as long as to run it. In a subselect the bound is unknown to either plan.
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
}
