package org.deviceonboarding.access.caller;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A signed-in caller as Spring Security holds one. It keeps no credentials. */
public final class CallerAuthentication extends AbstractAuthenticationToken {
    private final transient CallerPrincipal caller;

    public CallerAuthentication(CallerPrincipal caller) {
        super(caller.roles().stream()
                .map(role -> new SimpleGrantedAuthority(role.authority()))
                .toList());
        this.caller = caller;
        super.setAuthenticated(true);
    }

    @Override
    public CallerPrincipal getPrincipal() {
        return caller;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallerAuthentication that && caller.equals(that.caller);
    }

    @Override
    public int hashCode() {
        return Objects.hash(caller);
    }
}
