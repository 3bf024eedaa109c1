package org.deviceonboarding.access.revokedkey;

import org.deviceonboarding.log.actor.Origin;

/** Which API keys were revoked. One that merely expired was not. */
public interface RevokedKeys {
    /** Whether it was asked for by a key that is revoked by now. */
    boolean made(Origin origin);
}
