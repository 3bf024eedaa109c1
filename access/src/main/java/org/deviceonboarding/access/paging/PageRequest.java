package org.deviceonboarding.access.paging;

import java.util.List;
import java.util.function.Predicate;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Which part of a list that has one order.
 *
 * @param limit 1 to {@value Parameters#MAX_LIMIT}
 * @param after the key of the last item already shown, or null for the first page
 */
public record PageRequest(int limit, @Nullable String after) {
    private static final String LIST = "by key";
    private static final List<String> PARAMETERS = List.of("limit", "cursor", "min_position");

    /**
     * @param key tells whether a text can be a key of the list
     * @throws Refused {@code validation_error} with a message per parameter
     */
    public static PageRequest parse(MultiValueMap<String, String> given, Predicate<String> key) {
        Parameters parameters = new Parameters(given, PARAMETERS);
        PageRequest request = new PageRequest(
                parameters.limit(),
                parameters
                        .read(
                                "cursor",
                                "must be a next_cursor of this list",
                                text -> CursorText.decode(LIST, text).filter(key))
                        .orElse(null));
        parameters.check();
        return request;
    }

    /** Opaque to callers. */
    public static String cursor(String lastShown) {
        return CursorText.encode(LIST, lastShown);
    }
}
