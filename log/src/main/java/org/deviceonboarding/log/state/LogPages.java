package org.deviceonboarding.log.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.read.StoredLog;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.logformat.UnreadableEntry;

/**
 * Reads the log for a replay. The log never changes before a position that was seen (docs/adr/0002), so the pages need
 * no common transaction.
 */
public final class LogPages {
    /** The largest number of entries in a page. A page with fewer entries is the last one. */
    public static final int PAGE = 1_000;

    private static final String ENTRIES = "select " + StoredLog.COLUMNS + " from domain_event_entry ";

    private final Connection connection;
    private final EntryReader reader = new EntryReader();

    public LogPages(Connection connection) {
        this.connection = connection;
    }

    /** The position of the newest entry, 0 if there is none. */
    public long head() throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("select coalesce(max(global_index), 0) from domain_event_entry");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * The events after one position, up to and with another, in order.
     *
     * @param kinds which ones; empty for all
     * @throws UnreadableLog if one of them cannot be read
     */
    public List<Recorded<OnboardingEvent>> page(long after, long until, Set<Class<? extends OnboardingEvent>> kinds)
            throws SQLException {
        List<Recorded<OnboardingEvent>> page = new ArrayList<>();
        for (LogEntry entry : entries(after, until, kinds)) {
            try {
                page.add(reader.read(entry));
            } catch (UnreadableEntry e) {
                throw new UnreadableLog(e);
            }
        }
        return page;
    }

    /** Returns the same events as stored entries. */
    public List<LogEntry> entries(long after, long until, Set<Class<? extends OnboardingEvent>> kinds)
            throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(ENTRIES + "where global_index > ? and global_index <= ?" + only(kinds)
                        + " order by global_index limit " + PAGE)) {
            query.setLong(1, after);
            query.setLong(2, until);
            List<LogEntry> page = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    page.add(StoredLog.entry(rows, rows.getRow()));
                }
            }
            return page;
        }
    }

    /** Reads all events after one position, up to and including another, page by page. */
    public void read(
            long after,
            long until,
            Set<Class<? extends OnboardingEvent>> kinds,
            Consumer<List<Recorded<OnboardingEvent>>> consumer)
            throws SQLException {
        long reached = after;
        List<Recorded<OnboardingEvent>> page;
        do {
            page = page(reached, until, kinds);
            consumer.accept(page);
            reached = page.isEmpty() ? until : page.getLast().position();
        } while (page.size() == PAGE);
    }

    /**
     * Reads the histories of some aggregates up to a position, each in order. Outside a transaction, all of them are
     * read into memory.
     */
    public void histories(Collection<String> aggregates, long until, Consumer<LogEntry> consumer) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(ENTRIES
                + "where aggregate_identifier = any (?) and global_index <= ?"
                + " order by aggregate_identifier, sequence_number")) {
            query.setFetchSize(PAGE);
            query.setArray(1, connection.createArrayOf("text", aggregates.toArray()));
            query.setLong(2, until);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    consumer.accept(StoredLog.entry(rows, rows.getRow()));
                }
            }
        }
    }

    // Literals, so that PostgreSQL sees that one of its partial indexes will do.
    private static String only(Set<Class<? extends OnboardingEvent>> kinds) {
        return kinds.isEmpty()
                ? ""
                : kinds.stream()
                        .map(Class::getSimpleName)
                        .sorted()
                        .collect(Collectors.joining("', '", " and payload_type in ('", "')"));
    }
}
