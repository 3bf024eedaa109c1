package org.deviceonboarding.log.reader;

import java.util.List;
import java.util.Set;
import org.deviceonboarding.domain.event.OnboardingEvent;

/**
 * Follows the log from a position of its own. A bean of this type is fed by {@link LogReaders}: events in their order, each once.
 * When a reader throws, nothing of the batch is kept, and the reader gets the same events again after a pause.
 */
public interface LogReader {
    /** The name under which its position and its lease are kept. */
    String name();

    /** The events that concern it; empty: all. The others cost it nothing. */
    Set<Class<? extends OnboardingEvent>> kinds();

    /** Readers of one lane share a thread, and a transaction for each batch that concerns several of them. */
    default String lane() {
        return name();
    }

    /**
     * Whether every process has this reader, which then begins at the log's first event at each start and keeps what it makes in
     * memory. Otherwise one process at a time has it, and its position is moved in the transaction in which it handles events.
     */
    default boolean inEveryProcess() {
        return false;
    }

    /** Whether the reader wants a turn although none of the events up to a position concerns it. */
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

    /** The reader stands still before an entry that this version cannot read. */
    default void stopped(String why) {}
}
