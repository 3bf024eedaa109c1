package org.deviceonboarding.audit.inquiry;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Predicate;
import org.deviceonboarding.access.paging.CursorText;
import org.deviceonboarding.access.parameter.ParameterText;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The end of a page of an inquiry, with the moment that all its pages show. Callers pass the cursor back unread.
 *
 * @param position the position up to which the log is read
 * @param asOf the time by which certificates count as expired
 * @param key the key of the last item on the page
 */
public record InquiryCursor(long position, Instant asOf, String key) {
    private static final String LIST = "inquiry";

    @JsonValue
    public String encode() {
        String plain = position + "|" + asOf + "|" + key;
        return CursorText.encode(LIST, plain);
    }

    /** @throws IllegalArgumentException unless the text is a cursor of an inquiry */
    public static InquiryCursor of(String text) {
        try {
            return new CursorText(text)
                    .of(LIST)
                    .map(plain -> plain.split("\\|", 3))
                    .filter(parts -> parts.length == 3)
                    .flatMap(parts -> ParameterText.number(parts[0])
                            .map(at -> new InquiryCursor(at, Instant.parse(parts[1]), parts[2])))
                    .orElseThrow(() -> new IllegalArgumentException(CursorText.FAULT));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(CursorText.FAULT, e);
        }
    }

    /**
     * Checks that the cursor belongs to the list.
     *
     * @param isKey tells whether a text can be a key of the list
     * @throws Refused {@code validation_error} if the cursor is of another inquiry, or the log has not reached its position
     */
    public static @Nullable InquiryCursor require(@Nullable InquiryCursor cursor, Predicate<String> isKey, long head) {
        if (cursor != null && (cursor.position > head || !isKey.test(cursor.key))) {
            throw CursorText.refused();
        }
        return cursor;
    }
}
