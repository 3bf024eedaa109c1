package org.deviceonboarding.portal.access;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.stereotype.Component;

/** Reads an API key as the opaque bearer token it is (RFC 6750). */
@Component
class ApiKeyIntrospector implements OpaqueTokenIntrospector {
    private final ApiKeys keys;

    ApiKeyIntrospector(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        ApiKey key = find(token).orElseThrow(() -> new BadOpaqueTokenException("This API key is not known"));
        Collection<GrantedAuthority> authorities = key.roles().stream()
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority(role.authority()))
                .toList();
        return new DefaultOAuth2AuthenticatedPrincipal(key.name(), Map.of("sub", key.name()), authorities);
    }

    private Optional<ApiKey> find(String token) {
        try {
            return keys.find(token);
        } catch (DataAccessException e) {
            throw new OAuth2IntrospectionException("The keys cannot be read", e);
        }
    }
}
