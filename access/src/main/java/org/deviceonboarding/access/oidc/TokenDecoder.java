package org.deviceonboarding.access.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Verifies tokens with the issuer's keys, which it fetches when they are first needed. Signatures by asymmetric algorithms
 * count and no others: with a shared secret, or none, everybody could be the issuer (RFC 8725, section 3.1).
 */
final class TokenDecoder implements JwtDecoder {
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);
    private static final Logger log = LoggerFactory.getLogger(TokenDecoder.class);
    private static final int LARGEST_KEY_SET = 256 * 1024;

    private final OidcIssuer issuer;
    private final OAuth2TokenValidator<Jwt> validator;
    private @Nullable NimbusJwtDecoder decoder;
    private volatile boolean haveKeys;

    TokenDecoder(OidcIssuer issuer, OAuth2TokenValidator<Jwt> validator) {
        this.issuer = issuer;
        this.validator = validator;
    }

    /**
     * @throws BadJwtException if the token is none of the issuer's for us
     * @throws org.springframework.security.authentication.AuthenticationServiceException if that cannot be told now
     */
    @Override
    public Jwt decode(String token) {
        try {
            Jwt jwt = decoder().decode(token);
            haveKeys = true;
            return jwt;
        } catch (BadJwtException e) {
            throw e;
        } catch (JwtException e) {
            if (haveKeys && isOfAnUnknownKey(e)) {
                throw new BadJwtException(OidcIssuer.NO_SUCH_KEY, e);
            }
            haveKeys = false;
            log.warn("The OIDC issuer's keys cannot be had, so its tokens cannot be verified: {}", e.toString());
            throw OidcIssuer.unavailable(e);
        }
    }

    // Keys that the set has not are looked for there again, but not as often as somebody sends us such tokens.
    private static boolean isOfAnUnknownKey(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RateLimitReachedException) {
                return true;
            }
        }
        return false;
    }

    private synchronized NimbusJwtDecoder decoder() {
        if (decoder == null) {
            DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
            processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                    JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null)); // RFC 9068
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys()));
            processor.setJWTClaimsSetVerifier((_, _) -> {}); // the validator does that
            decoder = new NimbusJwtDecoder(processor);
            decoder.setJwtValidator(validator);
        }
        return decoder;
    }

    private JWKSource<SecurityContext> keys() {
        try {
            return JWKSourceBuilder.create(
                            issuer.metadata().getJWKSetURI().toURL(),
                            new DefaultResourceRetriever(
                                    OidcIssuer.TIMEOUT_MILLIS,
                                    OidcIssuer.TIMEOUT_MILLIS,
                                    LARGEST_KEY_SET,
                                    true,
                                    issuer.tls().getSocketFactory()))
                    .refreshAheadCache(false)
                    .build();
        } catch (MalformedURLException e) {
            throw OidcIssuer.unavailable(e);
        }
    }
}
