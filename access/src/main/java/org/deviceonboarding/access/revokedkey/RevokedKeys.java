package org.deviceonboarding.access.revokedkey;

import org.deviceonboarding.domain.actor.Actor;

/** Tells which API keys are revoked. One that merely expired was not. */
public interface RevokedKeys {
    /** Whether it was asked for by a key that is revoked by now. */
    boolean made(Actor actor);
}
