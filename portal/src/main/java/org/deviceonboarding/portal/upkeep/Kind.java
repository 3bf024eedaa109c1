package org.deviceonboarding.portal.upkeep;

import java.util.Locale;

/** What is done with a projection. */
enum Kind {
    PROOF,
    REBUILD;

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }
}
