package org.deviceonboarding.access.oidc;

import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deviceonboarding.access.caller.AccessRole;
import org.deviceonboarding.access.caller.CallerPrincipal;
import org.deviceonboarding.access.caller.Proof;
import org.jspecify.annotations.Nullable;

/** Reads from a token's claims who the caller is and which roles they have. */
final class Claims {
    /** An actor of this kind is no API key: those have no slash. */
    private static final String NAMESPACE = "oidc/";

    // What stands in the log, in CSV files and on pages: no space, no control, nothing that looks like a formula.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+|:-]{0,99}");

    private final URI issuer;
    private final String nameClaim;
    private final String roleClaim;
    private final RoleMapping roles;

    Claims(OidcProperties properties) {
        this.issuer = URI.create(properties.issuer());
        this.nameClaim = properties.nameClaim();
        this.roleClaim = properties.roleClaim();
        this.roles = RoleMapping.parse(properties.roleMapping());
    }

    String nameClaim() {
        return nameClaim;
    }

    String roleClaim() {
        return roleClaim;
    }

    /** Nobody, if there is no name in them that the log can bear. */
    Optional<CallerPrincipal> caller(Map<String, Object> claims, @Nullable Instant expiresAt) {
        return find(claims, nameClaim)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(NAME.asMatchPredicate())
                .map(name ->
                        new CallerPrincipal(NAMESPACE + name, name, roles(claims), new Proof.Token(issuer), expiresAt));
    }

    private Set<AccessRole> roles(Map<String, Object> claims) {
        Object found = find(claims, roleClaim).orElse("");
        Stream<?> values = found instanceof Collection<?> several ? several.stream() : Stream.of(found);
        return roles.of(values.filter(String.class::isInstance).map(String.class::cast));
    }

    /** The claim of that very name, or else the one that a path of names with dots between leads to. */
    private static Optional<Object> find(Map<String, Object> claims, String path) {
        if (claims.containsKey(path)) {
            return Optional.ofNullable(claims.get(path));
        }
        Object here = claims;
        for (String step : path.split("\\.", -1)) {
            here = here instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return Optional.ofNullable(here);
    }
}
