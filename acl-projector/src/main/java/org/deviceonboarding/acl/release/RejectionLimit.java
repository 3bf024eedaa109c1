package org.deviceonboarding.acl.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits how many failures are put on record within an hour, so that those that repeat do not fill the log. For one
 * thread.
 */
final class RejectionLimit {
    static final int AT_MOST = 12;
    static final Duration WITHIN = Duration.ofHours(1);

    private record Failure(long position, String reason) {}

    private final List<Instant> recorded = new ArrayList<>();
    private final Map<Failure, Instant> lasting = new HashMap<>();

    /** Whether this one is to be put on record. */
    boolean isNews(long position, String reason, Instant now) {
        recorded.removeIf(at -> isPast(at, now));
        lasting.values().removeIf(at -> isPast(at, now));
        return recorded.size() < AT_MOST && !lasting.containsKey(new Failure(position, reason));
    }

    void onRecord(long position, String reason, Instant now) {
        recorded.add(now);
        lasting.put(new Failure(position, reason), now);
    }

    /** All is well, and that is on record: a failure that comes back is news again. */
    void over() {
        lasting.clear();
    }

    private static boolean isPast(Instant at, Instant now) {
        return at.isAfter(now) || !at.plus(WITHIN).isAfter(now);
    }
}
