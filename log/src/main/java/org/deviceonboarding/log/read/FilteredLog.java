package org.deviceonboarding.log.read;

import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.ledger.LogEntry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads some of the log's entries by the page, cut by position like {@link StoredLog}; where no index leads to them, the
 * log is looked at in bounded stretches, so that no query is a long one.
 */
@Component
public class FilteredLog {
    private static final int PAGE = 1_000;

    /** How many positions one query looks at if no index leads it. */
    private static final int STRETCH = 20_000;

    private final JdbcClient jdbc;

    FilteredLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What the filter lets through after one position, up to and with another, in order. */
    public <E extends Exception> void read(
            LogFilter filter, long after, long until, long limit, StoredLog.Reader<E> reader) throws E {
        long reached = after;
        long left = limit;
        while (left > 0 && reached < until) {
            long end = filter.indexed() ? until : Math.min(until, reached + STRETCH);
            int page = (int) Math.min(left, PAGE);
            List<LogEntry> found = page(filter.sql(), filter, reached, end, page);
            for (LogEntry entry : found) {
                reader.read(entry);
            }
            left -= found.size();
            reached = found.size() == page ? found.getLast().position() : end;
        }
    }

    /** What the filter lets through before one position, back to the log's beginning, the newest first. */
    public List<LogEntry> before(LogFilter filter, long before, int limit) {
        List<LogEntry> found = new ArrayList<>();
        long reached = before - 1;
        while (found.size() < limit && reached > 0) {
            long end = filter.indexed() ? 0 : Math.max(0, reached - STRETCH);
            found.addAll(page(filter.newestFirst(), filter, end, reached, limit - found.size()));
            reached = end;
        }
        return found;
    }

    private List<LogEntry> page(String sql, LogFilter filter, long after, long until, int page) {
        return jdbc.sql(sql)
                .params(filter.parameters())
                .param("after", after)
                .param("until", until)
                .param("page", page)
                .query(StoredLog::entry)
                .list();
    }
}
