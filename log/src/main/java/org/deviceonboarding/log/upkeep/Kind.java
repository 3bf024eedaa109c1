package org.deviceonboarding.log.upkeep;

import java.util.Locale;

/** What is done with a projection. */
public enum Kind {
    PROOF,
    REBUILD;

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }
}
