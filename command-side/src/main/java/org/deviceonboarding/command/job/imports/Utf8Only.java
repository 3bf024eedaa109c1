package org.deviceonboarding.command.job.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Accepts UTF-8 only, and reports the line of the first byte that is none. */
final class Utf8Only extends FilterInputStream {
    private static final String REMEDY = "; save the list as UTF-8, in Excel as \"CSV UTF-8\"";

    private long line = 1;
    private int following;

    Utf8Only(InputStream source) {
        super(source);
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        if (next >= 0) {
            check(next);
        }
        return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        for (int i = 0; i < read; i++) {
            check(target[offset + i] & 0xff);
        }
        return read;
    }

    private void check(int octet) {
        if (following > 0) {
            require(octet >= 0x80 && octet < 0xc0, octet);
            following--;
        } else if (octet >= 0x80) {
            require(octet >= 0xc2 && octet < 0xf5, octet);
            following = octet < 0xe0 ? 1 : octet < 0xf0 ? 2 : 3;
        } else if (octet == '\n') {
            line++;
        }
    }

    private void require(boolean fits, int octet) {
        if (!fits) {
            throw UnreadableList.whole(
                    "Line %d has the byte 0x%02X, which is not UTF-8%s".formatted(line, octet, REMEDY));
        }
    }
}
