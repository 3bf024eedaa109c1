package org.deviceonboarding.log.reader;

import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tells how far readers have read, in any process. */
@Component
public final class ReaderProgress {
    private final ObjectProvider<LogReaders> readers;
    private final ReaderPositions positions;

    ReaderProgress(ObjectProvider<LogReaders> readers, ReaderPositions positions) {
        this.readers = readers;
        this.positions = positions;
    }

    /**
     * Returns the position up to which the reader has handled all events that concern it. Only the position of another
     * process's reader is read from the database.
     */
    public long of(String reader) {
        return readers.getObject().position(reader).orElseGet(() -> positions.of(reader));
    }

    /** Returns how often readers of this process have moved on. */
    public long moves() {
        return readers.getObject().moved().count();
    }

    /** Waits until a reader of this process moves on, unless one has since then, or the time is over. */
    public void awaitMoveAfter(long moves, Duration longest) throws InterruptedException {
        readers.getObject().moved().awaitAfter(moves, longest.toMillis());
    }

    /** Makes this process take over the readers of processes that are gone. */
    public void takeOver() {
        readers.getObject().takeOver();
    }

    /** Returns why a reader of this process has stopped. */
    public Optional<String> trouble(String reader) {
        return Optional.ofNullable(readers.getObject().trouble(reader));
    }

    public ReaderPositions positions() {
        return positions;
    }
}
