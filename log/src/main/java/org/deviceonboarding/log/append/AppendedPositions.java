package org.deviceonboarding.log.append;

import java.util.Map;
import java.util.Optional;

/** The positions of what a thread appended last, so that nobody need ask the database for them. */
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

    /** Of the aggregate's newest event, if this thread appended it since it last forgot. */
    public static Optional<Long> of(String aggregate) {
        return Optional.ofNullable(LAST.get().get(aggregate));
    }
}
