package org.deviceonboarding.acl;

import org.jspecify.annotations.Nullable;

/**
 * A release that is in the broker's folder, and of which the broker was told.
 *
 * @param crlTrouble why the CRL is still the one from before, or null
 */
record Published(PolicyRelease release, @Nullable String crlTrouble) {}
