package org.deviceonboarding.command.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a job is. */
public enum JobStatus {
    /** Its rows are still coming in; nobody was promised anything yet. */
    RECEIVING,
    AWAITING_APPROVAL,
    RUNNING,
    COMPLETED,
    CANCELLED;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobStatus named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    public boolean isOver() {
        return this == COMPLETED || this == CANCELLED;
    }
}
