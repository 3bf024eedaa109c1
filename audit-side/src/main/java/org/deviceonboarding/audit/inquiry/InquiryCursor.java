package org.deviceonboarding.audit.inquiry;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.deviceonboarding.access.paging.CursorText;
import org.deviceonboarding.access.paging.Parameters;

/**
 * Where a page of an inquiry ended, and at what it looks, so that all pages are of one moment. Opaque to callers.
 *
 * @param position the log is looked at up to here
 * @param asOf by this time what expires is judged
 * @param key of the last item shown
 */
public record InquiryCursor(long position, Instant asOf, String key) {
    private static final String LIST = "inquiry";

    public String encode() {
        String plain = position + "|" + asOf + "|" + key;
        return CursorText.encode(LIST, plain);
    }

    /** @param isKey tells whether a text can be a key of the list */
    public static Optional<InquiryCursor> decode(String text, Predicate<String> isKey) {
        try {
            return CursorText.decode(LIST, text)
                    .map(plain -> plain.split("\\|", 3))
                    .filter(parts -> parts.length == 3 && isKey.test(parts[2]))
                    .flatMap(parts -> Parameters.number(parts[0])
                            .map(at -> new InquiryCursor(at, Instant.parse(parts[1]), parts[2])));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
