package org.deviceonboarding.log.reader;

import java.util.List;
import org.deviceonboarding.ledger.LogEntry;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of the log's history: the newest entry that it has read, and how new a server it has seen. A failover
 * may lose the end of the log (docs/adr/0050). Whoever has read that end then finds another entry in its place, or none.
 */
final class LogHistory {
    private final EntrySource source;
    private @Nullable LogEntry newest;
    private long timeline;

    LogHistory(EntrySource source) {
        this.source = source;
    }

    /** The end of what was read is not in the log any more. */
    static final class EventsLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final long position;

        private EventsLost(long position) {
            super("The log lost the event at position " + position + ": what follows from it is read again");
            this.position = position;
        }

        long position() {
            return position;
        }
    }

    /** The server has less than another one had, and has not taken its place. */
    static final class OlderCopy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private OlderCopy(long position) {
            super("The database is an older copy, without the event at position " + position
                    + ": if it was restored on purpose, start this process again");
        }
    }

    /** Whether the newest entry known is at that position. */
    boolean endsAt(long position) {
        return newest != null && newest.position() == position;
    }

    /**
     * Takes the entries from the newest one known on, that one included.
     *
     * @return those after it
     * @throws EventsLost if it is not there
     * @throws OlderCopy if it is only not there yet
     */
    List<LogEntry> goesOnWith(List<LogEntry> entries) {
        if (entries.isEmpty() || !isNewest(entries.getFirst())) {
            check();
            throw new OlderCopy(newest == null ? 0 : newest.position()); // another server answered this time
        }
        return entries.subList(1, entries.size());
    }

    /**
     * Takes the entries after a position before the newest one known.
     *
     * @param all whether the log has no more of them
     * @throws EventsLost if they should have the newest one known and do not
     * @throws OlderCopy if it is only not there yet
     */
    List<LogEntry> leadsTo(List<LogEntry> entries, long position, boolean all) {
        LogEntry known = newest;
        if (known != null
                && position < known.position()
                && (all || entries.getLast().position() >= known.position())
                && entries.stream().noneMatch(this::isNewest)) {
            check();
            throw new OlderCopy(known.position()); // another server answered this time
        }
        return entries;
    }

    private boolean isNewest(LogEntry entry) {
        return newest != null
                && entry.position() == newest.position()
                && entry.eventId().equals(newest.eventId());
    }

    /**
     * Asks the server for the newest entry known.
     *
     * @throws EventsLost if it is not there
     * @throws OlderCopy if it is only not there yet
     */
    void check() {
        LogEntry known = newest;
        EntrySource.Sighting seen = source.sighting(known == null ? 0 : known.position());
        boolean older = seen.timeline() < timeline;
        timeline = Math.max(timeline, seen.timeline());
        if (known != null && !known.eventId().equals(seen.event())) {
            if (older) {
                throw new OlderCopy(known.position());
            }
            newest = null;
            throw new EventsLost(known.position());
        }
    }

    void read(LogEntry entry) {
        if (newest == null || entry.position() > newest.position()) {
            newest = entry;
        }
    }
}
