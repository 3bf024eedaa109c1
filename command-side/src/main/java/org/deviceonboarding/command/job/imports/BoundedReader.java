package org.deviceonboarding.command.job.imports;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Limits the length of a record, such as one behind a quote that is never closed. What was read ahead for the next
 * records counts too, so the limit holds but for one buffer's length.
 */
final class BoundedReader extends FilterReader {
    private final int limit;
    private int since;

    BoundedReader(Reader source, int limit) {
        super(source);
        this.limit = limit;
    }

    /** A new record begins. */
    void next() {
        since = 0;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int more) {
        since += more;
        if (since > limit) {
            throw new UnreadableList("is longer than " + limit + " characters; a quote may not be closed");
        }
    }
}
