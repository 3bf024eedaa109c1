package org.deviceonboarding.access.oidc;

import java.util.List;
import java.util.Optional;
import org.deviceonboarding.access.caller.BearerReader;
import org.deviceonboarding.access.caller.CallerPrincipal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** Finds the caller that an issuer's access token stands for. */
final class TokenReader implements BearerReader {
    private static final Logger log = LoggerFactory.getLogger(TokenReader.class);

    private final boolean enabled;
    private final JwtDecoder decoder;
    private final Claims claims;

    private TokenReader(boolean enabled, JwtDecoder decoder, Claims claims) {
        this.enabled = enabled;
        this.decoder = decoder;
        this.claims = claims;
    }

    static TokenReader of(OidcProperties properties, OidcIssuer issuer, Claims claims) {
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

    /** Why a token is refused stands in our log and not in the answer. */
    @Override
    public CallerPrincipal read(String token) {
        try {
            Jwt jwt = decoder.decode(token);
            Optional<CallerPrincipal> caller = claims.caller(jwt.getClaims(), jwt.getExpiresAt());
            if (caller.isEmpty()) {
                throw refused("its " + claims.nameClaim() + " is missing or no name that the log can bear", null);
            }
            if (caller.get().roles().isEmpty()) {
                log.warn(
                        "A token of {} opens nothing: no role in its {} is one of OIDC_ROLE_MAPPING",
                        caller.get().name(),
                        claims.roleClaim());
            }
            return caller.get();
        } catch (BadJwtException e) {
            throw refused(TokenRefusal.of(token, e), e);
        }
    }

    private static InvalidBearerTokenException refused(String reason, @Nullable BadJwtException cause) {
        log.warn("A token was refused: {}", reason);
        return new InvalidBearerTokenException("The token is not valid", cause);
    }
}
