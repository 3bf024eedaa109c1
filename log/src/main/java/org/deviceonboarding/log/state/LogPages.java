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
 * Reads the log for a replay. What is before a position that was seen never changes and nothing is added to it
 * (docs/adr/0002), so pages need no transaction around them.
 */
public final class LogPages {
    /** How many entries a page has at most; one with fewer is the last. */
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

    /** The same, as they are stored. */
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

    /** All events after one position, up to and with another, page by page. */
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

    /** The histories of some aggregates up to a position, each in its order. Needs a transaction, or reads them at once. */
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
