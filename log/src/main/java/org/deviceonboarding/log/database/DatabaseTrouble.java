package org.deviceonboarding.log.database;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Remembers what is wrong with a database that answers. That it cannot write is remembered from the first failure until a write
 * succeeds; that there were too few connections, until nobody had to go without one for half a minute.
 */
@Component
public final class DatabaseTrouble {
    private static final Logger log = LoggerFactory.getLogger(DatabaseTrouble.class);
    private static final Duration CALM = Duration.ofSeconds(30);
    /** How long people are told that a failover lost events. */
    private static final Duration NEWS = Duration.ofHours(1);

    private static final String LOST = "events_lost";
    private static final String EXHAUSTED = "connections_exhausted";
    private static final String REFUSED = "too_many_connections";

    private final AtomicReference<@Nullable DatabaseProblem> current = new AtomicReference<>();
    private final InstantSource clock;

    DatabaseTrouble(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A problem.
     *
     * @param problem in a word that stays the same
     * @param last when it was met last
     */
    public record DatabaseProblem(String problem, Instant since, Instant last) {
        /** Whether somebody got no connection, of the pool or of the server. */
        boolean lacksConnections() {
            return problem.equals(EXHAUSTED) || problem.equals(REFUSED);
        }

        /** Whether it is over once nobody has met it for some time; any other is over once something is written. */
        boolean passes() {
            return lacksConnections() || problem.equals(LOST);
        }

        private boolean isOver(Instant now) {
            return passes() && last.plus(lacksConnections() ? CALM : NEWS).isBefore(now);
        }

        private DatabaseProblem again(Instant now) {
            return new DatabaseProblem(problem, since, now);
        }
    }

    /** Remembers the problem if it caused this failure. */
    public void note(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                problem(String.valueOf(sql.getSQLState())).ifPresent(this::met);
            }
        }
    }

    /** Remembers why the pool had no connection to give: the server refused more, or all of them were in use for too long. */
    void noteLackOfConnections(SQLException failure) {
        if (failure.getCause() instanceof SQLException cause) {
            note(cause);
        } else {
            met(EXHAUSTED);
        }
    }

    /** Remembers that events were read that are not in the log any more. */
    public void noteLoss(long position) {
        log.error(
                "The database lost the event at position {}, and perhaps others that nobody was told were done",
                position);
        met(LOST);
    }

    private void met(String problem) {
        Instant now = clock.instant();
        current.updateAndGet(known -> known == null
                ? new DatabaseProblem(problem, now, now)
                : known.problem().equals(problem) ? known.again(now) : known);
    }

    private static Optional<String> problem(String state) {
        return Optional.ofNullable(
                switch (state) {
                    case "53100" -> "disk_full";
                    case "53200" -> "out_of_memory";
                    case "53300" -> REFUSED;
                    case "58030" -> "io_error";
                    case "25006" -> "read_only";
                    default -> state.startsWith("53") ? "insufficient_resources" : null;
                });
    }

    /** Whether the server answered that it accepts no more connections. */
    static boolean isRefusal(Throwable failure) {
        return failure.getCause() instanceof SQLException sql && "53300".equals(sql.getSQLState());
    }

    public Optional<DatabaseProblem> current() {
        return Optional.ofNullable(
                current.updateAndGet(known -> known != null && known.isOver(clock.instant()) ? null : known));
    }

    /** Forgets the problem: the database has written something. */
    public void over() {
        current.set(null);
    }
}
