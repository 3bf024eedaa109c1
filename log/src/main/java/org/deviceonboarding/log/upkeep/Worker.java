package org.deviceonboarding.log.upkeep;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deviceonboarding.log.database.Sessions;
import org.deviceonboarding.log.database.TableOwnership;
import org.deviceonboarding.log.readmodel.ReadModelReader;
import org.deviceonboarding.log.state.StateCheck;
import org.deviceonboarding.log.state.UnreadableLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Performs the tasks of the projections that this process keeps: one proof and one rebuild at a time, each on a
 * connection of its own. The connection holds the task's lock, so that no other process performs the task. If the
 * connection ends, the task has failed.
 */
@Component
@Profile({"command", "query", "crl"})
public class Worker {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final Tasks tasks;
    private final Leftovers leftovers;
    private final Sessions sessions;
    private final Map<String, StateCheck> checks;
    private final Map<String, ReadModelReader> rebuildables;
    private final boolean mayRebuild;
    private final Map<TaskKind, Thread> threads = new ConcurrentHashMap<>();
    private final AtomicBoolean stopped = new AtomicBoolean();

    Worker(
            Tasks tasks,
            Leftovers leftovers,
            Sessions sessions,
            JdbcTemplate jdbc,
            List<StateCheck> checks,
            List<ReadModelReader> rebuildables) {
        this.tasks = tasks;
        this.leftovers = leftovers;
        this.sessions = sessions;
        this.checks = checks.stream().collect(Collectors.toMap(StateCheck::projection, Function.identity()));
        this.rebuildables =
                rebuildables.stream().collect(Collectors.toMap(ReadModelReader::projection, Function.identity()));
        this.mayRebuild = TableOwnership.isHeldBy(jdbc);
    }

    /** Somebody may have asked for something, here or in another process. */
    @Scheduled(fixedDelayString = "${portal.upkeep.interval:5s}")
    void look() {
        try {
            if (tasks.anyOpen()) {
                tasks.giveUpDeadOnes();
                wake();
            }
        } catch (DataAccessException e) {
            log.debug("Whether there is a task cannot be looked up", e);
        }
    }

    @Scheduled(fixedDelayString = "${portal.upkeep.leftovers-interval:1m}")
    void dropLeftovers() {
        try {
            leftovers.drop();
        } catch (DataAccessException e) {
            log.debug("What a rebuild has left cannot be looked up", e);
        }
    }

    /** Makes the worker look for tasks at once. */
    public void wake() {
        for (TaskKind kind : TaskKind.values()) {
            threads.compute(
                    kind,
                    (_, busy) -> busy != null && busy.isAlive()
                            ? busy
                            : Thread.ofVirtual().name("upkeep-" + kind.stored()).start(() -> drain(kind)));
        }
    }

    /** Rebuilds a projection, and does not return before the end. Returns what became of it; empty if there is no such projection. */
    public Optional<Task> rebuild(String projection) {
        if (!rebuildables.containsKey(projection)) {
            return Optional.empty();
        }
        tasks.request(TaskKind.REBUILD, List.of(projection));
        drain(TaskKind.REBUILD);
        return tasks.newest(TaskKind.REBUILD).stream()
                .filter(task -> task.projection().equals(projection))
                .findAny();
    }

    /** Returns the names of the projections that can be rebuilt. */
    public Set<String> rebuildable() {
        return new TreeSet<>(rebuildables.keySet());
    }

    private void drain(TaskKind kind) {
        try {
            Optional<Task> next = next(kind);
            while (next.isPresent() && perform(next.get())) {
                next = next(kind);
            }
        } catch (SQLException | DataAccessException e) {
            log.warn("A {} cannot be taken up now: {}", kind.stored(), e.toString());
        }
    }

    private Optional<Task> next(TaskKind kind) {
        Map<String, ?> own = switch (kind) {
            case PROOF -> checks;
            case REBUILD -> mayRebuild ? rebuildables : Map.of();
        };
        return stopped.get() || own.isEmpty() ? Optional.empty() : tasks.waiting(kind, own.keySet());
    }

    /** @return whether it was done, well or not */
    private boolean perform(Task task) throws SQLException {
        // Its end ends the lock.
        try (Connection connection = sessions.open("portal " + task.kind().stored(), SILENCE)) {
            if (!Tasks.lock(connection, task) || !tasks.begin(task)) {
                return false;
            }
            perform(task, connection);
        }
        return true;
    }

    private void perform(Task task, Connection connection) {
        Report report = new Report(task.projection(), stopped::get, outcome -> tasks.tell(task, outcome));
        try {
            TaskState state = switch (task.kind()) {
                case PROOF -> prove(task, connection, report);
                case REBUILD -> rebuild(task, connection, report);
            };
            tasks.tell(task, report.outcome());
            tasks.finish(task, state, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException | UnreadableLog | SwapRefused e) {
            fail(task, report, e, String.valueOf(e.getMessage()));
        } catch (SQLException | RuntimeException e) {
            fail(task, report, e, "The server failed; see its log");
        }
    }

    private TaskState prove(Task task, Connection connection, Report report) throws SQLException {
        requireNonNull(checks.get(task.projection())).check(connection, report);
        long differences = report.outcome().differencesTotal();
        if (differences > 0) {
            log.error(
                    "The state of {} is not what the log says: {} differences, the first is {}",
                    task.projection(),
                    differences,
                    printable(report.outcome().differences().getFirst().key()));
            return TaskState.DIFFERS;
        }
        log.info(
                "The state of {} is what the log says: {}",
                task.projection(),
                report.outcome().counts());
        return TaskState.AGREED;
    }

    // Whatever somebody put into a table must not look like lines of our log.
    private static String printable(String key) {
        return key.replaceAll("\\p{C}", "?");
    }

    private TaskState rebuild(Task task, Connection connection, Report report)
            throws SQLException, InterruptedException {
        ReadModelReader projection = requireNonNull(rebuildables.get(task.projection()));
        log.info("The projection {} is made anew, beside the one in use", task.projection());
        report.comparedAt(new ShadowRebuild(connection, projection, report).run());
        log.info(
                "The projection {} was made anew: {}",
                task.projection(),
                report.outcome().counts());
        return TaskState.DONE;
    }

    private void fail(Task task, Report report, Exception e, String why) {
        log.error("The {} of {} failed", task.kind().stored(), task.projection(), e);
        tasks.tell(task, report.outcome());
        tasks.finish(task, TaskState.FAILED, why);
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopped.set(true);
        for (Thread thread : threads.values()) {
            thread.join(PATIENCE);
        }
    }
}
