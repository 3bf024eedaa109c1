package org.deviceonboarding.log.reader;

import java.util.List;
import java.util.Set;
import org.deviceonboarding.domain.event.OnboardingEvent;

/**
 * A reader of the log with a position of its own. {@link LogReaders} passes each event to it once, in order. If the
 * reader throws, the transaction of the batch is rolled back, and the reader gets the same events again after a pause.
 */
public interface LogReader {
    /** The reader's name in the table of positions and leases. */
    String name();

    /** The kinds of events that concern the reader; an empty set means all. Other events cost the reader nothing. */
    Set<Class<? extends OnboardingEvent>> kinds();

    /** Readers of one lane share a thread, and a transaction for each batch that concerns several of them. */
    default String lane() {
        return name();
    }

    /**
     * Whether every process runs this reader. It then begins at the log's first event at each start, and its state is
     * in memory. Otherwise one process at a time runs the reader, and the transaction that handles events also moves
     * its position.
     */
    default boolean inEveryProcess() {
        return false;
    }

    /** Whether the reader is to be called although no event up to a position concerns it. */
    default boolean wants(long position) {
        return false;
    }

    /**
     * Handles events that follow those handled before.
     *
     * @param events those that concern it; empty only if it wanted a turn
     * @param reached how far the batch goes, with the events that do not concern it
     */
    void handle(List<LoggedEvent> events, long reached);

    /**
     * Tells the reader that the log lost events that it may have handled. A reader of every process forgets what it knows: all
     * events come again, from the first one on. What others keep is in the database, and was lost there with the events.
     */
    default void eventsLost() {}

    /** Tells the reader that it has stopped before an entry that this version cannot read. */
    default void stopped(String why) {}
}
