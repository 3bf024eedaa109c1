package org.deviceonboarding.access.oidc;

import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/** The portal's registration as a client of the issuer. */
final class Registration implements ClientRegistrationRepository {
    static final String ID = "oidc";
    static final String CALLBACK = "/login/oauth2/code/" + ID;

    static final Set<String> SCOPES = Set.of("openid", "profile", "email");

    private final OidcProperties properties;
    private final OidcIssuer issuer;

    Registration(OidcProperties properties, OidcIssuer issuer) {
        this.properties = properties;
        this.issuer = issuer;
    }

    /** @throws org.springframework.security.authentication.AuthenticationServiceException if the issuer does not answer */
    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        return id.equals(ID) ? registration(issuer.metadata()) : null;
    }

    private ClientRegistration registration(OIDCProviderMetadata metadata) {
        boolean secret = !properties.clientSecret().isEmpty();
        String base = properties.publicUrl().toString().replaceAll("/+$", "");
        return ClientRegistration.withRegistrationId(ID)
                .clientId(properties.clientId())
                .clientSecret(properties.clientSecret())
                .clientAuthenticationMethod(
                        secret ? ClientAuthenticationMethod.CLIENT_SECRET_BASIC : ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(base + CALLBACK)
                .scope(SCOPES)
                .issuerUri(properties.issuer())
                .authorizationUri(metadata.getAuthorizationEndpointURI().toString())
                .tokenUri(metadata.getTokenEndpointURI().toString())
                .jwkSetUri(metadata.getJWKSetURI().toString())
                .clientSettings(ClientRegistration.ClientSettings.builder()
                        .requireProofKey(true) // PKCE, RFC 7636
                        .build())
                .build();
    }
}
