package org.deviceonboarding.acl;

import org.jspecify.annotations.Nullable;

/**
 * A release that is in the broker's folder, and of which the broker was told.
 *
 * @param telling how the broker learns of it
 * @param newAcl whether the ACL there before was of another position
 * @param complete whether its CRL knows all that the log asks for
 * @param crlTrouble why there is no newer CRL, or null
 * @param damage what was wrong with the files it replaced, or null
 */
record Deployment(
        PolicyRelease release,
        Telling telling,
        boolean newAcl,
        boolean complete,
        @Nullable String crlTrouble,
        @Nullable String damage) {}
