package org.deviceonboarding.portal.access.oidc;

import java.util.List;
import org.deviceonboarding.portal.access.BearerReader;
import org.deviceonboarding.portal.access.KnownCaller;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** Knows the callers that the issuer's access tokens stand for. */
final class TokenReader implements BearerReader {
    private final boolean enabled;
    private final JwtDecoder decoder;
    private final Claims claims;

    private TokenReader(boolean enabled, JwtDecoder decoder, Claims claims) {
        this.enabled = enabled;
        this.decoder = decoder;
        this.claims = claims;
    }

    static TokenReader of(OidcProperties properties, Issuer issuer, Claims claims) {
        JwtTimestampValidator times = new JwtTimestampValidator();
        times.setAllowEmptyExpiryClaim(false);
        return new TokenReader(
                properties.enabled(),
                new TokenDecoder(
                        issuer,
                        new DelegatingOAuth2TokenValidator<>(
                                times,
                                new JwtIssuerValidator(properties.issuer()),
                                new JwtClaimValidator<List<String>>(
                                        JwtClaimNames.AUD,
                                        audience -> audience != null && audience.contains(properties.audience())))),
                claims);
    }

    /** A signed token has three parts (RFC 7515, section 7.1), and no key of ours has a dot. */
    @Override
    public boolean reads(String token) {
        return enabled && token.chars().filter(letter -> letter == '.').count() == 2;
    }

    @Override
    public KnownCaller read(String token) {
        try {
            Jwt jwt = decoder.decode(token);
            return claims.caller(jwt.getClaims(), jwt.getExpiresAt())
                    .orElseThrow(() -> new InvalidBearerTokenException("The token has no name that can be used"));
        } catch (BadJwtException e) {
            throw new InvalidBearerTokenException("The token is not valid", e);
        }
    }
}
