package org.deviceonboarding.verify.bundle;

import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes an audit bundle as a stream. No content stays in memory, and a bundle may be larger than 4 GB (Zip64). */
public final class AuditBundleWriter implements Closeable {
    // Neither the order of writing nor the hour is news: equal contents are equal files.
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;

    public AuditBundleWriter(OutputStream out) {
        zip = new ZipOutputStream(out);
    }

    /** Starts a part. The content goes into the returned stream, and closing the stream ends the part. */
    public OutputStream part(BundlePart part) throws IOException {
        return entry(part.path());
    }

    public void text(BundlePart part, String content) throws IOException {
        try (OutputStream out = part(part)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    public OutputStream crl(BigInteger number) throws IOException {
        return entry(BundlePart.crl(number));
    }

    private OutputStream entry(String path) throws IOException {
        ZipEntry entry = new ZipEntry(path);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        return new FilterOutputStream(zip) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                zip.closeEntry();
            }
        };
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
