package org.deviceonboarding.command.job.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Opens a list's body: not compressed, and without a byte order mark. */
final class ImportBody {
    private static final int LOOK = 4;

    private ImportBody() {}

    /** @throws ResponseStatusException 415 if it is gzip or ZIP, whatever it was called */
    static InputStream plain(InputStream body) throws IOException {
        PushbackInputStream source = new PushbackInputStream(body, LOOK);
        byte[] first = source.readNBytes(LOOK);
        if (starts(first, 0x1f, 0x8b) || starts(first, 'P', 'K', 3, 4)) {
            throw new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "A list comes uncompressed");
        }
        int mark = starts(first, 0xef, 0xbb, 0xbf) ? 3 : 0;
        source.unread(first, mark, first.length - mark);
        return source;
    }

    private static boolean starts(byte[] bytes, int... with) {
        if (bytes.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((bytes[i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }
}
