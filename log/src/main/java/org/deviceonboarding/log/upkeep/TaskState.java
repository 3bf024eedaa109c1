package org.deviceonboarding.log.upkeep;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a task is. */
public enum TaskState {
    /** Until a process that keeps the projection takes it up. */
    WAITING,
    RUNNING,
    /** A proof found no difference. */
    AGREED,
    /** A proof found differences. */
    DIFFERS,
    /** A rebuild came to its end. */
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
