package org.deviceonboarding.log.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.ledger.LogEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the entries that match a {@link LogFilter}, in pages by position like {@link StoredLog}. If no index exists for
 * the filter, each query scans a bounded part of the log, so that no query takes long.
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

    /**
     * Reads the matching entries, oldest first.
     *
     * @param filter has an end ({@link LogFilter#until}), unless an index exists for it
     */
    public <E extends Exception> void read(LogFilter filter, long limit, StoredLog.Reader<E> reader) throws E {
        long reached = bounded(filter).after();
        long left = limit;
        while (left > 0 && reached < filter.until()) {
            long end = filter.indexed() ? filter.until() : Math.min(filter.until(), reached + STRETCH);
            int page = (int) Math.min(left, PAGE);
            List<LogEntry> found = page(filter.after(reached).until(end), "asc", page);
            for (LogEntry entry : found) {
                reader.read(entry);
            }
            left -= found.size();
            reached = found.size() == page ? found.getLast().position() : end;
        }
    }

    /** Returns the first entries that match the filter. */
    public List<LogEntry> list(LogFilter filter, int limit) {
        List<LogEntry> found = new ArrayList<>();
        read(filter, limit, (StoredLog.Reader<RuntimeException>) found::add);
        return found;
    }

    /** Returns the newest matching entries, newest first; the filter is as for {@link #read}. */
    public List<LogEntry> newest(LogFilter filter, int limit) {
        List<LogEntry> found = new ArrayList<>();
        long reached = bounded(filter).until();
        while (found.size() < limit && reached > filter.after()) {
            long end = filter.indexed() ? filter.after() : Math.max(filter.after(), reached - STRETCH);
            found.addAll(page(filter.after(end).until(reached), "desc", limit - found.size()));
            reached = end;
        }
        return found;
    }

    /** Returns the newest matching entry. */
    public Optional<LogEntry> newest(LogFilter filter) {
        return newest(filter, 1).stream().findFirst();
    }

    /** Returns, for each of these values of a member of the payload, the newest entry. */
    public List<LogEntry> newestOfEach(LogFilter filter, String member, Collection<String> texts) {
        if (texts.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select distinct on (payload::jsonb ->> '%1$s') %2$s from domain_event_entry
                        %3$s and payload::jsonb ->> '%1$s' = any (array[:texts]::text[])
                        order by payload::jsonb ->> '%1$s', global_index desc
                        """.formatted(member, StoredLog.COLUMNS, filter.where()))
                .params(filter.parameters())
                .param("texts", texts)
                .query(StoredLog::entry)
                .list();
    }

    /** Counts the entries that match the filter, up to a limit. */
    public long count(LogFilter filter, long most) {
        return jdbc.sql("select count(*) from (select from domain_event_entry %s limit :most) entry"
                        .formatted(filter.where()))
                .params(filter.parameters())
                .param("most", most)
                .query(Long.class)
                .single();
    }

    public boolean exists(LogFilter filter) {
        return count(filter, 1) == 1;
    }

    /** Returns one member of the payload of each entry that matches the filter. */
    public List<Member> members(LogFilter filter, String name) {
        return jdbc.sql("""
                        select global_index, aggregate_identifier, payload_type, payload::jsonb ->> '%s' as text
                        from domain_event_entry %s order by %s
                        """.formatted(name, filter.where(), filter.order()))
                .params(filter.parameters())
                .query((row, _) -> new Member(
                        row.getLong("global_index"),
                        row.getString("aggregate_identifier"),
                        row.getString("payload_type"),
                        row.getString("text")))
                .list();
    }

    /** @param text null if the payload has no such member */
    public record Member(
            long position,
            String aggregateId,
            String type,
            @Nullable String text) {}

    private List<LogEntry> page(LogFilter filter, String order, int page) {
        return jdbc.sql("select %s from domain_event_entry %s order by %s %s limit :page"
                        .formatted(StoredLog.COLUMNS, filter.where(), filter.order(), order))
                .params(filter.parameters())
                .param("page", page)
                .query(StoredLog::entry)
                .list();
    }

    private static LogFilter bounded(LogFilter filter) {
        if (!filter.indexed() && filter.until() == Long.MAX_VALUE) {
            throw new IllegalArgumentException("Nothing says where the search would end");
        }
        return filter;
    }
}
