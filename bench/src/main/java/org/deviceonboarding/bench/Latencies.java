package org.deviceonboarding.bench;

import java.util.Arrays;
import java.util.Collection;

/** Percentiles, in milliseconds, of durations in nanoseconds (nearest rank). */
final class Latencies {
    private final long[] sorted;

    Latencies(Collection<Long> nanos) {
        sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    int count() {
        return sorted.length;
    }

    double percentile(double percent) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)] / 1e6;
    }

    double median() {
        return percentile(50);
    }

    double max() {
        return percentile(100);
    }

    @Override
    public String toString() {
        return Arrays.toString(sorted);
    }
}
