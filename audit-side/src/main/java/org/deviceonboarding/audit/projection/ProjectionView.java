package org.deviceonboarding.audit.projection;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.deviceonboarding.log.upkeep.Task;
import org.deviceonboarding.log.upkeep.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * A read model as the HTTP contract shows it.
 *
 * @param lag the number of positions between the read model and the log's head
 * @param rebuild the newest rebuild, null if there was none
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
     * @param position the position at which the new tables replaced the old ones, null until then
     * @param secondsLeft an estimate; null if the rebuild does not run or has read nothing yet
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
