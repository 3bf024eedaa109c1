package org.deviceonboarding.access.session;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.deviceonboarding.access.caller.AccessRole;
import org.deviceonboarding.access.caller.KnownCaller;
import org.deviceonboarding.access.caller.Proof;

/**
 * A browser that is signed in.
 *
 * @param owner of the key that it began with, or the person that the issuer vouched for
 * @param signIn how that was proved: a key or an issuer's token
 * @param expiresAt at the latest
 */
record WebSession(UUID id, String name, String owner, Set<AccessRole> roles, Proof signIn, Instant expiresAt) {
    KnownCaller caller() {
        return new KnownCaller(name, owner, roles, new Proof.Session(id, signIn), expiresAt);
    }
}
