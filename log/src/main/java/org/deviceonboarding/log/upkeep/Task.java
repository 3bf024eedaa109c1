package org.deviceonboarding.log.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One projection's proof or rebuild.
 *
 * @param done of the whole
 * @param position up to which its state was compared, or was made anew
 * @param counts how much was looked at
 * @param differences the first of them
 */
public record Task(
        TaskKind kind,
        String projection,
        UUID id,
        TaskState state,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        long done,
        long whole,
        @Nullable Long position,
        Map<String, Long> counts,
        List<Difference> differences,
        long differencesTotal,
        @Nullable String failure) {
    private static final int WHOLE = 100;

    /** Returns the progress in percent; 100 only at the end. */
    public int percent() {
        if (state == TaskState.AGREED || state == TaskState.DIFFERS || state == TaskState.DONE) {
            return WHOLE;
        }
        return whole <= 0 ? 0 : Math.clamp(done * WHOLE / whole, 0, WHOLE - 1);
    }

    /** Returns the time since the task began. */
    public Duration running(Instant now) {
        return startedAt == null ? Duration.ZERO : Duration.between(startedAt, finishedAt == null ? now : finishedAt);
    }
}
