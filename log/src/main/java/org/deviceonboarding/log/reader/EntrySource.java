package org.deviceonboarding.log.reader;

import java.util.List;
import org.deviceonboarding.ledger.LogEntry;
import org.jspecify.annotations.Nullable;

/** The source from which readers get the log's entries. */
public interface EntrySource {
    /** The first entries after a position, in order. */
    List<LogEntry> after(long position, int most);

    /** The position of the newest entry, 0 if there is none. */
    long head();

    /** Looks, at one server at one moment, for the entry at a position. */
    Sighting sighting(long position);

    /**
     * What a server has at a position.
     *
     * @param timeline grows with each failover; -1 for a standby, which may be behind
     * @param event the identifier of the event, or null if there is none
     */
    record Sighting(long timeline, @Nullable String event) {}
}
