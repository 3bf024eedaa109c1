package org.deviceonboarding.log.reader;

import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** How far readers are, whichever process has them. */
@Component
public final class ReaderProgress {
    private final ObjectProvider<LogReaders> readers;
    private final ReaderPositions positions;

    ReaderProgress(ObjectProvider<LogReaders> readers, ReaderPositions positions) {
        this.readers = readers;
        this.positions = positions;
    }

    /** All that concerns the reader, up to this position, is in what it keeps. Asks the database only about another process' reader. */
    public long of(String reader) {
        return readers.getObject().position(reader).orElseGet(() -> positions.of(reader));
    }

    /** Why a reader of this process stands still. */
    public Optional<String> trouble(String reader) {
        return Optional.ofNullable(readers.getObject().trouble(reader));
    }

    public ReaderPositions positions() {
        return positions;
    }
}
