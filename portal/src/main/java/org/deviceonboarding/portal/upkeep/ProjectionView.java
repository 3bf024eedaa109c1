package org.deviceonboarding.portal.upkeep;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.deviceonboarding.log.upkeep.Task;
import org.deviceonboarding.log.upkeep.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * A projection as the HTTP contract shows it.
 *
 * @param lag how far it is behind the log
 * @param rebuild the newest one, null if there was none
 */
record ProjectionView(
        String name,
        long position,
        long lag,
        State state,
        @Nullable Rebuild rebuild) {
    enum State {
        LIVE,
        REBUILDING;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ProjectionView of(ProjectionName name, long position, long head, @Nullable Task task, Instant now) {
        return new ProjectionView(
                name.wireName(),
                position,
                Math.max(0, head - position),
                task != null && task.state().open() ? State.REBUILDING : State.LIVE,
                task == null ? null : Rebuild.of(task, now));
    }

    /**
     * @param position at which the new tables took the place of the old ones, null until then
     * @param secondsLeft an estimate; null when there is nothing to go by
     */
    record Rebuild(
            UUID id,
            TaskState state,
            int percent,
            long events,
            long eventsPerSecond,
            @Nullable Long secondsLeft,
            Instant requestedAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Long position,
            @Nullable String failure) {
        static Rebuild of(Task task, Instant now) {
            Duration running = task.running(now);
            long events = task.counts().getOrDefault("events", 0L);
            return new Rebuild(
                    task.id(),
                    task.state(),
                    task.percent(),
                    events,
                    running.isPositive() ? events * 1000 / Math.max(1, running.toMillis()) : 0,
                    left(task, running),
                    task.requestedAt(),
                    task.startedAt(),
                    task.finishedAt(),
                    task.position(),
                    task.failure());
        }

        private static @Nullable Long left(Task task, Duration running) {
            return task.state() != TaskState.RUNNING || task.done() <= 0
                    ? null
                    : Math.max(0, task.whole() - task.done()) * running.toMillis() / task.done() / 1000;
        }
    }
}
