package org.deviceonboarding.access.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.deviceonboarding.access.caller.RequestActor;
import org.deviceonboarding.access.http.PortalPath;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Reads a request's {@code Idempotency-Key} and makes a claim of it. The key itself is kept nowhere: it is half of
 * what opens the answer.
 */
@Profile("command")
@Component
class ClaimReader {
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7E]{16,255}");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"\\\\]*\"");

    private final IdempotencySecret secret;
    private final SecureRandom random;

    ClaimReader(IdempotencySecret secret, SecureRandom random) {
        this.secret = secret;
        this.random = random;
    }

    /**
     * Nothing if the request comes without a key.
     *
     * @throws Refused if it is not a key
     */
    Optional<IdempotencyClaim> of(HttpServletRequest request, boolean streamed) {
        List<String> keys = Collections.list(request.getHeaders(Idempotent.HEADER));
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        String key = unquoted(keys.getFirst());
        if (keys.size() > 1 || !KEY.matcher(key).matches()) {
            throw new Refused(
                    RefusalCode.VALIDATION_ERROR,
                    "The request has a malformed header",
                    Map.of(Idempotent.HEADER, "must be 16 to 255 printable ASCII characters, given once"));
        }
        String caller = RequestActor.of(request).identity();
        String id = HexFormat.of().formatHex(secret.derive("id", caller, key));
        return Optional.of(new IdempotencyClaim(
                id,
                digest(request, streamed),
                attempt(),
                new AnswerSeal(secret.derive("answer", caller, key), id, random),
                new AtomicBoolean()));
    }

    /** A string of a structured field (RFC 9651 section 3.3.3), as the draft has it, or a bare word, as most callers have it. */
    private static String unquoted(String header) {
        String key = header.strip();
        return QUOTED.matcher(key).matches() ? key.substring(1, key.length() - 1) : key;
    }

    private String digest(HttpServletRequest request, boolean streamed) {
        MessageDigest sha256 = sha256();
        for (String part : List.of(
                request.getMethod(),
                PortalPath.of(request),
                Optional.ofNullable(request.getQueryString()).orElse(""),
                Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE)).orElse(""))) {
            sha256.update((part + "\0").getBytes(UTF_8));
        }
        String asked = HexFormat.of().formatHex(sha256.digest(streamed ? promised(request) : body(request)));
        return HexFormat.of().formatHex(secret.derive("request", asked));
    }

    private static byte[] promised(HttpServletRequest request) {
        return ContentDigest.of(request)
                .orElseThrow(ContentDigest::missing)
                .hex()
                .getBytes(UTF_8);
    }

    private static byte[] body(HttpServletRequest request) {
        RepeatableBody repeatable = WebUtils.getNativeRequest(request, RepeatableBody.class);
        if (repeatable == null) {
            throw new IllegalStateException("The filter that makes bodies repeatable is not there");
        }
        try {
            return repeatable.body();
        } catch (IOException e) {
            throw new HttpMessageNotReadableException(
                    "The body cannot be read", e, new ServletServerHttpRequest(request));
        }
    }

    private UUID attempt() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
