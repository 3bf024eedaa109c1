package org.deviceonboarding.access.oidc;

import java.net.URI;
import org.deviceonboarding.access.start.StartRefused;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code portal.oidc.*}: which issuer is trusted, and for what.
 *
 * @param issuer empty: nobody's
 * @param audience what a token must be meant for
 * @param clientId ours at the issuer, for people in a browser; empty: they sign in with keys
 */
@ConfigurationProperties("portal.oidc")
record OidcProperties(
        String issuer,
        String audience,
        String roleClaim,
        String roleMapping,
        String nameClaim,
        String clientId,
        String clientSecret,
        URI publicUrl) {
    OidcProperties {
        if (!issuer.isEmpty() && audience.isEmpty()) {
            throw new StartRefused(
                    "OIDC_ISSUER is set and OIDC_AUDIENCE is not",
                    "Without it, tokens that the issuer made for any other service would open the portal. Set it to what"
                            + " your issuer writes into the aud claim of tokens for the portal.");
        }
        if (issuer.isEmpty() && !clientId.isEmpty()) {
            throw new StartRefused("OIDC_CLIENT_ID is set and OIDC_ISSUER is not", "Set both, or neither.");
        }
    }

    boolean enabled() {
        return !issuer.isEmpty();
    }

    boolean signsIn() {
        return !clientId.isEmpty();
    }

    @Override
    public String toString() {
        return "OidcProperties of " + issuer;
    }
}
