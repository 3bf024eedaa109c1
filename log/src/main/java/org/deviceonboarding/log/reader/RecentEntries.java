package org.deviceonboarding.log.reader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.append.Appends;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.logformat.UnreadableEntry;
import org.jspecify.annotations.Nullable;

/**
 * The log's newest entries, read and parsed once for all readers of the process. A reader that is further behind reads from the
 * database by itself.
 */
final class RecentEntries {
    /** The most entries of a page. */
    static final int PAGE = 500;

    private static final int KEPT = 4 * PAGE;

    /**
     * Entries that follow each other.
     *
     * @param reached the position of the last one; with none, that after which there is none
     * @param unreadable why the next entry cannot be read, or null
     */
    record Page(
            List<LoggedEvent> events,
            long reached,
            @Nullable String unreadable) {
        /** The identifier of the last event; null if there is none. */
        @Nullable
        String end() {
            return events.isEmpty() ? null : events.getLast().entry().eventId();
        }

        static Page none(long position) {
            return new Page(List.of(), position, null);
        }
    }

    private final EntrySource source;
    private final LogHistory history;
    private final Appends appends;
    private final long poll;
    private final EntryReader reader = new EntryReader();
    private final List<LoggedEvent> kept = new ArrayList<>();
    private long begin = -1; // kept are all entries after this position
    private long heard = -1;
    private long asked;
    private boolean doubtful = true;
    private long losses;

    /** @param poll how long the log is taken not to have grown if nobody said so */
    RecentEntries(EntrySource source, Appends appends, Duration poll) {
        this.source = source;
        this.history = new LogHistory(source);
        this.appends = appends;
        this.poll = poll.toNanos();
    }

    /** Makes the next turn ask whether the log still has what was read: the database may be another server now. */
    synchronized void doubt() {
        doubtful = true;
    }

    /** How often the end of what was read was found to be lost. Whoever has read it begins again. */
    synchronized long losses() {
        return losses;
    }

    /**
     * Returns what follows a position; nothing if there were losses since.
     *
     * @param seen how many losses there were when the position was valid
     * @throws LogHistory.EventsLost if the end of what was read is lost
     * @throws LogHistory.OlderCopy if the database lacks it, and may get it
     */
    synchronized Page after(long position, long seen) {
        if (seen != losses) {
            return Page.none(position);
        }
        try {
            if (doubtful) {
                history.check();
                doubtful = false;
            }
            return next(position);
        } catch (LogHistory.EventsLost e) {
            losses++;
            kept.clear();
            begin = -1;
            heard = -1;
            throw e;
        }
    }

    private Page next(long position) {
        if (begin < 0 || position < begin) {
            return read(position, false);
        }
        long end = kept.isEmpty() ? begin : kept.getLast().position();
        if (position >= end) {
            return quiet() ? Page.none(position) : read(position, position == end);
        }
        int from = firstAfter(position);
        List<LoggedEvent> events = List.copyOf(kept.subList(from, Math.min(kept.size(), from + PAGE)));
        return new Page(events, events.getLast().position(), null);
    }

    private boolean quiet() {
        return appends.rings() == heard && System.nanoTime() - asked < poll;
    }

    private Page read(long position, boolean atTheEnd) {
        long rings = appends.rings();
        long now = System.nanoTime();
        List<LogEntry> entries = history.endsAt(position)
                ? history.goesOnWith(source.after(position - 1, PAGE + 1))
                : onTheWay(position);
        List<LoggedEvent> events = new ArrayList<>(entries.size());
        String unreadable = null;
        for (LogEntry entry : entries) {
            try {
                events.add(new LoggedEvent(reader.read(entry), entry));
            } catch (UnreadableEntry e) {
                unreadable = e.getMessage();
                break;
            }
        }
        if (!events.isEmpty()) {
            history.read(events.getLast().entry());
        }
        boolean last = entries.size() < PAGE && unreadable == null;
        if (atTheEnd || (begin < 0 && last)) {
            keep(position, events);
        }
        if (last && (atTheEnd || events.isEmpty())) {
            heard = rings;
            asked = now;
        }
        return new Page(
                List.copyOf(events),
                events.isEmpty() ? position : events.getLast().position(),
                unreadable);
    }

    private List<LogEntry> onTheWay(long position) {
        List<LogEntry> entries = source.after(position, PAGE);
        return history.leadsTo(entries, position, entries.size() < PAGE);
    }

    private void keep(long position, List<LoggedEvent> events) {
        if (begin < 0) {
            begin = position;
        }
        kept.addAll(events);
        if (kept.size() > KEPT) {
            List<LoggedEvent> old = kept.subList(0, kept.size() - KEPT);
            begin = old.getLast().position();
            old.clear();
        }
    }

    private int firstAfter(long position) {
        int low = 0;
        int high = kept.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (kept.get(middle).position() <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
