package org.deviceonboarding.audit.stateproof;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.deviceonboarding.log.upkeep.Difference;
import org.deviceonboarding.log.upkeep.Report;
import org.deviceonboarding.log.upkeep.Task;
import org.deviceonboarding.log.upkeep.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * A proof of state as the HTTP contract shows it.
 *
 * @param position the lowest position up to which a projection was compared, null before the first comparison
 * @param checked the numbers of compared things, by their kind
 * @param differences the first differences; {@code differences_total} counts all of them
 */
record StateProof(
        UUID id,
        State state,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Long position,
        int percent,
        Map<String, Long> checked,
        List<Difference> differences,
        long differencesTotal,
        List<Part> projections) {
    enum State {
        RUNNING,
        AGREED,
        DIFFERS,
        FAILED;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The part of the proof that one projection is compared in. */
    record Part(
            String projection,
            TaskState state,
            @Nullable Long position,
            int percent,
            long differences,
            @Nullable String failure) {
        static Part of(Task task) {
            return new Part(
                    task.projection(),
                    task.state(),
                    task.position(),
                    task.percent(),
                    task.differencesTotal(),
                    task.failure());
        }
    }

    /** @param tasks the tasks of one proof, at least one */
    static StateProof of(List<Task> tasks) {
        boolean running = tasks.stream().anyMatch(task -> task.state().open());
        Map<String, Long> checked = new TreeMap<>();
        tasks.forEach(task -> task.counts().forEach((what, many) -> checked.merge(what, many, Long::sum)));
        return new StateProof(
                tasks.getFirst().id(),
                state(tasks),
                tasks.stream()
                        .map(Task::startedAt)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                running ? null : latest(tasks).orElse(null),
                tasks.stream()
                        .map(Task::position)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                (int) tasks.stream().mapToInt(Task::percent).average().orElse(0),
                checked,
                tasks.stream()
                        .flatMap(task -> task.differences().stream())
                        .limit(Report.MOST_DIFFERENCES)
                        .toList(),
                tasks.stream().mapToLong(Task::differencesTotal).sum(),
                tasks.stream().map(Part::of).toList());
    }

    private static Optional<Instant> latest(List<Task> tasks) {
        return tasks.stream().map(Task::finishedAt).filter(Objects::nonNull).max(Comparator.naturalOrder());
    }

    private static State state(List<Task> tasks) {
        if (tasks.stream().anyMatch(task -> task.state().open())) {
            return State.RUNNING;
        }
        if (tasks.stream().anyMatch(task -> task.differencesTotal() > 0)) {
            return State.DIFFERS;
        }
        return tasks.stream().anyMatch(task -> task.state() == TaskState.FAILED) ? State.FAILED : State.AGREED;
    }
}
