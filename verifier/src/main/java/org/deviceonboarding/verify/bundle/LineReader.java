package org.deviceonboarding.verify.bundle;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads UTF-8 line by line, none longer than 4 MiB. */
public final class LineReader implements Closeable {
    private static final int LONGEST = 1 << 22;
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final String name;
    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;
    private long number;

    public LineReader(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    /** The number of lines read so far. */
    public long number() {
        return number;
    }

    /**
     * Reads a line.
     *
     * @return the next line without its end, null after the last line
     * @throws AuditBundleRefused if the line is too long, is not UTF-8, or is incomplete
     */
    public @Nullable String next() throws IOException, AuditBundleRefused {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            if (start == end) {
                start = 0;
                end = Math.max(in.read(buffer), 0);
                if (end == 0) {
                    return last(line);
                }
            }
            int stop = start;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            line.write(buffer, start, stop - start);
            if (line.size() > LONGEST) {
                throw new AuditBundleRefused(where() + " has more than " + LONGEST + " bytes");
            }
            start = stop;
            if (stop < end) {
                start++;
                String text = decode(line);
                number++;
                return text;
            }
        }
    }

    private @Nullable String last(ByteArrayOutputStream line) throws AuditBundleRefused {
        if (line.size() > 0) {
            throw new AuditBundleRefused(where() + " breaks off");
        }
        return null;
    }

    private String decode(ByteArrayOutputStream line) throws AuditBundleRefused {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AuditBundleRefused(where() + " is not UTF-8", e);
        }
    }

    private String where() {
        return "Line " + (number + 1) + " of " + name;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
