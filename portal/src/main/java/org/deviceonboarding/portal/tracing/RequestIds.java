package org.deviceonboarding.portal.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;
import org.deviceonboarding.domain.device.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ids of spans. Those of a request are parts of the hash of its correlation id, so that every process that reads an event of
 * the request finds its trace without being told (W3C Trace Context: 16 and 8 bytes).
 */
final class RequestIds implements IdGenerator {
    private static final int TRACE = 32;
    private static final int SPAN = 16;
    private static final IdGenerator RANDOM = IdGenerator.random();

    private static final ThreadLocal<@Nullable SpanContext> NEXT = new ThreadLocal<>();

    /** The span of the request with that correlation id, as other processes know it. */
    static SpanContext of(String correlationId) {
        String hash = Sha256.of(correlationId.getBytes(UTF_8)).hex();
        return SpanContext.createFromRemoteParent(
                hash.substring(0, TRACE),
                hash.substring(TRACE, TRACE + SPAN),
                TraceFlags.getSampled(),
                TraceState.getDefault());
    }

    /** Has the span that the action starts get the ids of that request. */
    static <T> T with(SpanContext request, Supplier<T> action) {
        NEXT.set(request);
        try {
            return action.get();
        } finally {
            NEXT.remove();
        }
    }

    @Override
    public String generateTraceId() {
        SpanContext request = NEXT.get();
        return request == null ? RANDOM.generateTraceId() : request.getTraceId();
    }

    @Override
    public String generateSpanId() {
        SpanContext request = NEXT.get();
        return request == null ? RANDOM.generateSpanId() : request.getSpanId();
    }
}
