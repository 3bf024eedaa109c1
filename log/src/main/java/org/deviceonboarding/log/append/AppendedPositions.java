package org.deviceonboarding.log.append;

import java.util.Map;
import java.util.Optional;

/** Remembers the positions of the events that the current thread appended last, so that no query has to ask for them. */
public final class AppendedPositions {
    private static final ThreadLocal<Map<String, Long>> LAST = ThreadLocal.withInitial(Map::of);

    private AppendedPositions() {}

    public static void forget() {
        LAST.remove();
    }

    /** @param newest position by aggregate */
    public static void remember(Map<String, Long> newest) {
        LAST.set(newest);
    }

    /** Returns the position of the aggregate's newest event, if this thread appended it since the last {@link #forget}. */
    public static Optional<Long> of(String aggregate) {
        return Optional.ofNullable(LAST.get().get(aggregate));
    }
}
