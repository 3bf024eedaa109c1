package org.deviceonboarding.access.caller;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * A caller who has proved who they are, with an API key, an issuer's token or a session.
 *
 * @param name the actor in the log: an API key's name, or {@code oidc/} and the issuer's name for them, which no key can have
 * @param owner the human or program behind the name; one person may have several names
 * @param roles none, if an issuer vouches for somebody who has nothing to do here
 * @param expiresAt when the proof ends, null if it does not
 */
public record CallerPrincipal(
        String name,
        String owner,
        Set<AccessRole> roles,
        Proof proof,
        @Nullable Instant expiresAt) implements AuthenticatedPrincipal {
    public CallerPrincipal {
        roles = Set.copyOf(roles);
    }

    /** Whoever makes the request that this thread answers, if we know them. */
    public static Optional<CallerPrincipal> current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication instanceof CallerAuthentication known
                ? Optional.of(known.getPrincipal())
                : Optional.empty();
    }

    @Override
    public String getName() {
        return name;
    }
}
