package org.deviceonboarding.access.oidc;

import com.nimbusds.jose.Header;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.PlainJWT;
import java.text.ParseException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Describes for the log why a token was refused. It quotes what says whose token it is and for whom, in printable
 * characters, and never what would make it one.
 */
final class TokenRefusal {
    private static final int LONGEST = 100;

    private TokenRefusal() {}

    static String of(String token, BadJwtException refusal) {
        JWT jwt;
        try {
            jwt = JWTParser.parse(token);
        } catch (ParseException e) {
            return "it is no JWT";
        }
        if (refusal instanceof JwtValidationException invalid) {
            return ofClaims(
                    jwt,
                    invalid.getErrors().stream()
                            .map(OAuth2Error::getDescription)
                            .collect(Collectors.joining(", ")));
        }
        if (says(refusal, "expiresAt must be after issuedAt")) {
            return ofClaims(jwt, "It expired before it was issued");
        }
        return jwt instanceof PlainJWT || isOfTheSignature(refusal)
                ? ofSignature(jwt, refusal)
                : ofClaims(jwt, "Its claims cannot be read");
    }

    private static String ofClaims(JWT jwt, String faults) {
        try {
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            return faults + " (iss " + printable(claims.getIssuer()) + ", aud " + printable(claims.getAudience())
                    + ", exp "
                    + printable(
                            claims.getExpirationTime() == null
                                    ? null
                                    : claims.getExpirationTime().toInstant())
                    + ")";
        } catch (ParseException e) {
            return faults;
        }
    }

    private static String ofSignature(JWT jwt, BadJwtException refusal) {
        Header header = jwt.getHeader();
        if (jwt instanceof PlainJWT) {
            return "it is not signed";
        }
        String kid = printable(header instanceof JWSHeader signed ? signed.getKeyID() : null);
        String what = says(refusal, "Invalid signature")
                ? "its signature is not by the key it names"
                : says(refusal, "no matching key") || says(refusal, OidcIssuer.NO_SUCH_KEY)
                        ? "the issuer has no key for it"
                        : says(refusal, "typ") ? "it is of another type" : "it cannot be verified";
        return what + " (kid " + kid + ", alg " + printable(header.getAlgorithm()) + ", typ "
                + printable(header.getType()) + ")";
    }

    private static boolean isOfTheSignature(Throwable refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadJOSEException || cause instanceof JOSEException) {
                return true;
            }
        }
        return false;
    }

    private static boolean says(Throwable refusal, String words) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(words)) {
                return true;
            }
        }
        return false;
    }

    private static String printable(@Nullable Object value) {
        String text = String.valueOf(value).replaceAll("[^\\x20-\\x7E]", "?");
        return value == null ? "none" : text.substring(0, Math.min(text.length(), LONGEST));
    }
}
