package org.deviceonboarding.access.oidc;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationServiceException;

/**
 * The issuer's own description (OpenID Connect Discovery 1.0), fetched when it is first needed: the portal starts
 * without the issuer.
 */
final class OidcIssuer {
    static final int TIMEOUT_MILLIS = 3_000;
    static final String NO_SUCH_KEY = "The token is signed by a key that the issuer does not have";

    private static final Logger log = LoggerFactory.getLogger(OidcIssuer.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final String url;
    private final SSLContext tls;
    private final InstantSource clock;
    private @Nullable OIDCProviderMetadata metadata;
    private Instant next = Instant.EPOCH;

    /** @param tls knows whose certificate the issuer may have */
    OidcIssuer(String url, SSLContext tls, InstantSource clock) {
        this.url = url;
        this.tls = tls;
        this.clock = clock;
    }

    /** @throws AuthenticationServiceException if it does not answer, or did not a moment ago */
    synchronized OIDCProviderMetadata metadata() {
        if (metadata == null) {
            if (clock.instant().isBefore(next)) {
                throw unavailable(null);
            }
            try {
                metadata = OIDCProviderMetadata.resolve(new com.nimbusds.oauth2.sdk.id.Issuer(url), request -> {
                    request.setConnectTimeout(TIMEOUT_MILLIS);
                    request.setReadTimeout(TIMEOUT_MILLIS);
                    request.setSSLSocketFactory(tls.getSocketFactory());
                });
            } catch (IOException | GeneralException e) {
                next = clock.instant().plus(PAUSE);
                log.warn("The OIDC issuer {} does not answer: {}", url, e.toString());
                throw unavailable(e);
            }
        }
        return metadata;
    }

    SSLContext tls() {
        return tls;
    }

    static AuthenticationServiceException unavailable(@Nullable Exception cause) {
        String what = "The OIDC issuer does not answer";
        return cause == null
                ? new AuthenticationServiceException(what)
                : new AuthenticationServiceException(what, cause);
    }
}
