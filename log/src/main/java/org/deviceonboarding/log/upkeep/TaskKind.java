package org.deviceonboarding.log.upkeep;

import java.util.Locale;

/** The kinds of tasks for a projection: a proof of its state, or a rebuild. */
public enum TaskKind {
    PROOF,
    REBUILD;

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }
}
