package org.deviceonboarding.acl.release;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Measures how long each step of one release takes. The steps follow each other without a gap. For one thread. */
final class ReleaseTimeline {
    private final Map<ReleaseStep, Duration> steps = new EnumMap<>(ReleaseStep.class);
    private Instant began = Instant.EPOCH;
    private long last = System.nanoTime();

    /** A release begins at that time. */
    void begin(Instant now) {
        steps.clear();
        began = now;
        last = System.nanoTime();
    }

    /** When the release began. */
    Instant began() {
        return began;
    }

    /** The step is over; it began when the step before was over. */
    void over(ReleaseStep step) {
        long now = System.nanoTime();
        steps.merge(step, Duration.ofNanos(now - last), Duration::plus);
        last = now;
    }

    /** The steps of the release so far. */
    Map<ReleaseStep, Duration> steps() {
        return Map.copyOf(steps);
    }
}
