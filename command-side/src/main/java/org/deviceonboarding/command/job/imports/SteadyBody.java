package org.deviceonboarding.command.job.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A body that is refused when it comes in too slowly. What counts is the time spent waiting for it, not what we need
 * to take it in; the first half minute is free.
 */
final class SteadyBody extends FilterInputStream {
    static final long BYTES_PER_SECOND = 8 * 1024;
    static final Duration FREE = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private long waited;
    private long count;

    /** @param nanos a clock that only goes on */
    SteadyBody(InputStream body, LongSupplier nanos) {
        super(body);
        this.nanos = nanos;
    }

    /** It comes so slowly that it keeps a place from others. */
    static final class TooSlow extends IOException {
        private static final long serialVersionUID = 1L;

        TooSlow() {
            super("A list must come in at " + BYTES_PER_SECOND / 1024 + " KB a second");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        long start = nanos.getAsLong();
        int read = super.read(target, offset, length);
        waited += nanos.getAsLong() - start;
        count += Math.max(read, 0);
        if (read >= 0 && waited > FREE.toNanos() && count < waited / 1e9 * BYTES_PER_SECOND) {
            throw new TooSlow();
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
