package org.deviceonboarding.acl.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits how many failures are appended within an hour, so that repeated ones do not fill the log. For one thread.
 */
final class RejectionLimit {
    static final int AT_MOST = 12;
    static final Duration WITHIN = Duration.ofHours(1);

    private record Failure(long position, String reason) {}

    private final List<Instant> recorded = new ArrayList<>();
    private final Map<Failure, Instant> lasting = new HashMap<>();

    /** Whether this failure has to be appended. */
    boolean isNews(long position, String reason, Instant now) {
        recorded.removeIf(at -> isPast(at, now));
        lasting.values().removeIf(at -> isPast(at, now));
        return recorded.size() < AT_MOST && !lasting.containsKey(new Failure(position, reason));
    }

    void onRecord(long position, String reason, Instant now) {
        recorded.add(now);
        lasting.put(new Failure(position, reason), now);
    }

    /** Forgets all failures, because a receipt says that all is well. A failure that comes back is news again. */
    void over() {
        lasting.clear();
    }

    private static boolean isPast(Instant at, Instant now) {
        return at.isAfter(now) || !at.plus(WITHIN).isAfter(now);
    }
}
