package org.deviceonboarding.access.limit;

import io.github.bucket4j.Bucket;
import java.time.Duration;

/**
 * A number of things allowed per minute. Measured by the clock that only goes forward: by the other one, nothing would
 * be allowed after it was put back, until it has caught up.
 */
public final class Allowance {
    public static final Duration MINUTE = Duration.ofMinutes(1);

    private Allowance() {}

    public static Bucket perMinute(long most) {
        return Bucket.builder()
                .withNanosecondPrecision()
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, MINUTE))
                .build();
    }
}
