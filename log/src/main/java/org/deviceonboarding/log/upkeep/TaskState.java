package org.deviceonboarding.log.upkeep;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The state of a task. */
public enum TaskState {
    /** No process that keeps the projection has begun the task yet. */
    WAITING,
    RUNNING,
    /** A proof found no difference. */
    AGREED,
    /** A proof found differences. */
    DIFFERS,
    /** A rebuild has finished. */
    DONE,
    FAILED;

    @JsonValue
    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TaskState of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }

    public boolean open() {
        return this == WAITING || this == RUNNING;
    }
}
