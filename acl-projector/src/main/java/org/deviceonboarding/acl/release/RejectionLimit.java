package org.deviceonboarding.acl.release;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how many failures are put on record within an hour, so that those that repeat do not fill the log. For one
 * thread.
 */
final class RejectionLimit {
    static final int AT_MOST = 12;
    static final Duration WITHIN = Duration.ofHours(1);

    private record Failure(long position, String reason) {}

    private final Map<Failure, Instant> recorded = new HashMap<>();

    /** Whether this one is to be put on record. */
    boolean isNews(long position, String reason, Instant now) {
        recorded.values().removeIf(at -> at.isAfter(now) || !at.plus(WITHIN).isAfter(now));
        return recorded.size() < AT_MOST && !recorded.containsKey(new Failure(position, reason));
    }

    void onRecord(long position, String reason, Instant now) {
        recorded.put(new Failure(position, reason), now);
    }
}
