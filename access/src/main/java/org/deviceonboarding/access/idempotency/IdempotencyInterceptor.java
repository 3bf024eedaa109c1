package org.deviceonboarding.access.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Claims a request's {@code Idempotency-Key} before its controller runs, and repeats the stored answer if there is
 * one.
 */
@Profile("command")
@Component
class IdempotencyInterceptor implements HandlerInterceptor {
    private static final Logger log = LoggerFactory.getLogger(IdempotencyInterceptor.class);
    private static final int FIRST_FAILURE = 300;

    private final ClaimReader reader;
    private final IdempotencyTable claims;

    IdempotencyInterceptor(ClaimReader reader, IdempotencyTable claims) {
        this.reader = reader;
        this.claims = claims;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        Idempotent kind = handler instanceof HandlerMethod method ? method.getMethodAnnotation(Idempotent.class) : null;
        if (kind == null) {
            return true;
        }
        Optional<IdempotencyClaim> claim = reader.of(request, kind.streamed());
        return claim.isEmpty() || begins(claim.get(), request, response);
    }

    private boolean begins(IdempotencyClaim claim, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return switch (claims.take(claim)) {
            case ClaimState.Ours _ -> {
                request.setAttribute(IdempotencyClaim.ATTRIBUTE, claim);
                yield true;
            }
            case ClaimState.Answered answered -> {
                byte[] stored = claim.seal()
                        .open(answered.sealed())
                        .orElseThrow(
                                () -> new Refused(
                                        RefusalCode.CONFLICT,
                                        "This was granted before, and the answer cannot be opened any more: another SECRET_KEY"));
                request.getInputStream()
                        .transferTo(OutputStream.nullOutputStream()); // else the caller, still sending, is cut off
                KeptAnswer.read(stored).replay(response);
                yield false;
            }
            case ClaimState.InFlight _ ->
                throw new Refused(
                        RefusalCode.CONFLICT, "A request with this key is under way", IdempotencyTable.RETRY_SOON);
            case ClaimState.Reused _ ->
                throw new Refused(RefusalCode.IDEMPOTENCY_KEY_REUSED, "This key came with another request before");
        };
    }

    /** What was not granted leaves no trace: the key is free again. */
    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception e) {
        if (request.getAttribute(IdempotencyClaim.ATTRIBUTE) instanceof IdempotencyClaim claim
                && !(claim.kept().get() && e == null && response.getStatus() < FIRST_FAILURE)) {
            try {
                claims.release(claim);
            } catch (DataAccessException failure) {
                claims.lost(claim);
                log.warn("Another process keeps a key claimed for {}: {}", IdempotencyTable.LEASE, failure.toString());
            }
        }
    }
}
