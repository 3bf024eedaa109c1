package org.deviceonboarding.verify.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;

/**
 * Reads a part of a bundle, and limits how much it may unfold to. Text of this kind deflates to a tenth, seldom to a fiftieth, and
 * never to a thousandth.
 */
final class BoundedInputStream extends FilterInputStream {
    private static final long HIGHEST_RATIO = 500;
    private static final long ALWAYS_ALLOWED = 1L << 20;

    private final String path;
    private final long most;
    private long read;

    BoundedInputStream(InputStream in, ZipEntry entry, long most) {
        super(in);
        path = entry.getName();
        long unfolded = Math.max(ALWAYS_ALLOWED, Math.multiplyExact(entry.getCompressedSize(), HIGHEST_RATIO));
        this.most = Math.min(most, unfolded);
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int taken = super.read(bytes, offset, length);
        count(taken);
        return taken;
    }

    private void count(int taken) throws IOException {
        read += Math.max(taken, 0);
        if (read > most) {
            throw new IOException(path + " unfolds to more than " + most + " bytes");
        }
    }
}
