package org.deviceonboarding.access.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;

/** The SHA-256 of a body, as the caller announces it before the body comes (RFC 9530). */
public final class ContentDigest {
    public static final String HEADER = "Content-Digest";

    private static final Pattern SHA_256 = Pattern.compile("sha-256=:([A-Za-z0-9+/]{43}=):");

    private ContentDigest() {}

    /**
     * Nothing if the request does not say it.
     *
     * @throws Refused if it says something else
     */
    public static Optional<Sha256> of(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HEADER));
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = SHA_256.matcher(headers.getFirst());
        if (headers.size() > 1 || !matcher.matches()) {
            throw refused("must be sha-256=:...: with the body's digest in Base64");
        }
        return Optional.of(
                new Sha256(HexFormat.of().formatHex(Base64.getDecoder().decode(matcher.group(1)))));
    }

    /** @throws Refused if another one was promised */
    public static void require(HttpServletRequest request, Sha256 found) {
        if (of(request).filter(promised -> !promised.equals(found)).isPresent()) {
            throw refused("is not the digest of the body that came");
        }
    }

    static Refused missing() {
        return refused("must be there if " + Idempotent.HEADER + " is");
    }

    private static Refused refused(String why) {
        return new Refused(RefusalCode.VALIDATION_ERROR, "The request has a malformed header", Map.of(HEADER, why));
    }
}
