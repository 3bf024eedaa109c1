package org.deviceonboarding.access.paging;

import org.jspecify.annotations.Nullable;

/**
 * One page of a list: how many items, and after which one.
 *
 * @param limit 1 to {@value PageParameters#MAX_LIMIT}
 * @param after the key of the last item already shown, or null for the first page
 */
public record PageRequest(int limit, @Nullable String after) {
    static final String LIST = "by key";

    /** Opaque to callers. */
    public static String cursor(String lastShown) {
        return CursorText.encode(LIST, lastShown);
    }
}
