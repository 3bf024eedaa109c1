package org.deviceonboarding.log.database;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Remembers why the database cannot write although it answers, from the first failure until a write succeeds. */
@Component
public final class DatabaseTrouble {
    private final AtomicReference<@Nullable DatabaseProblem> current = new AtomicReference<>();
    private final InstantSource clock;

    DatabaseTrouble(InstantSource clock) {
        this.clock = clock;
    }

    /** @param problem in a word that stays the same */
    public record DatabaseProblem(String problem, Instant since) {}

    /** Remembers the problem if it caused this failure. */
    public void note(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                problem(String.valueOf(sql.getSQLState()))
                        .ifPresent(
                                problem -> current.compareAndSet(null, new DatabaseProblem(problem, clock.instant())));
            }
        }
    }

    private static Optional<String> problem(String state) {
        return Optional.ofNullable(
                switch (state) {
                    case "53100" -> "disk_full";
                    case "53200" -> "out_of_memory";
                    case "53300" -> "too_many_connections";
                    case "58030" -> "io_error";
                    case "25006" -> "read_only";
                    default -> state.startsWith("53") ? "insufficient_resources" : null;
                });
    }

    public Optional<DatabaseProblem> current() {
        return Optional.ofNullable(current.get());
    }

    /** Forgets the problem: the database has written something. */
    public void over() {
        current.set(null);
    }
}
