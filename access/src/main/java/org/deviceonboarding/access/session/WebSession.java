package org.deviceonboarding.access.session;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.deviceonboarding.access.caller.AccessRole;
import org.deviceonboarding.access.caller.CallerPrincipal;
import org.deviceonboarding.access.caller.Proof;

/**
 * The session of a browser that is signed in.
 *
 * @param owner of the key that it began with, or the person that the issuer vouched for
 * @param signIn how that was proved: a key or an issuer's token
 * @param expiresAt at the latest
 */
record WebSession(UUID id, String name, String owner, Set<AccessRole> roles, Proof signIn, Instant expiresAt) {
    CallerPrincipal caller() {
        return new CallerPrincipal(name, owner, roles, new Proof.Session(id, signIn), expiresAt);
    }
}
