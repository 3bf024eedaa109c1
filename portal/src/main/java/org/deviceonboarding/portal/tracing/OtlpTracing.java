package org.deviceonboarding.portal.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.deviceonboarding.log.trace.Tracing;
import org.jspecify.annotations.Nullable;

/** Sends spans by OTLP over HTTP, in batches, in a thread of its own. What the receiver does not take is dropped. */
final class OtlpTracing implements Tracing, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BATCH = Duration.ofSeconds(1);
    private static final Duration RECENT = Duration.ofMinutes(5);

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final InstantSource clock;

    /** @param share of the traces that are recorded, 0 to 1; by the trace's id, so that all processes choose the same */
    OtlpTracing(String endpoint, double share, Resource resource, InstantSource clock) {
        this.clock = clock;
        this.provider = SdkTracerProvider.builder()
                .setResource(resource)
                .setIdGenerator(new RequestIds())
                .setSampler(Sampler.traceIdRatioBased(share))
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(endpoint)
                                .setTimeout(PATIENCE)
                                .setRetryPolicy(null)
                                .build())
                        .setScheduleDelay(BATCH)
                        .build())
                .build();
        this.tracer = provider.get("org.deviceonboarding");
    }

    @Override
    public Tracing.Step request(String correlationId) {
        return RequestIds.with(
                RequestIds.of(correlationId),
                () -> new Open(tracer.spanBuilder("request")
                        .setNoParent()
                        .setSpanKind(SpanKind.SERVER)
                        .startSpan()));
    }

    @Override
    public Tracing.Step open(String name, @Nullable String correlationId) {
        return correlationId == null
                ? Tracing.Step.NONE
                : new Open(tracer.spanBuilder(name)
                        .setParent(parent(correlationId))
                        .startSpan());
    }

    @Override
    public void record(String name, String correlationId, Instant begin) {
        tracer.spanBuilder(name)
                .setParent(parent(correlationId))
                .setStartTimestamp(begin)
                .startSpan()
                .end();
    }

    @Override
    public boolean concerns(Instant appendedAt) {
        return appendedAt.isAfter(clock.instant().minus(RECENT));
    }

    private static Context parent(String correlationId) {
        SpanContext request = RequestIds.of(correlationId);
        return Span.current().getSpanContext().getTraceId().equals(request.getTraceId())
                ? Context.current()
                : Context.root().with(Span.wrap(request));
    }

    /** Sends what is left. */
    @Override
    public void close() {
        provider.close();
    }

    private static final class Open implements Tracing.Step {
        private final Span span;
        private final Scope scope;

        @SuppressWarnings("MustBeClosedChecker") // close() closes the scope
        Open(Span span) {
            this.span = span;
            this.scope = span.makeCurrent();
        }

        @Override
        public void name(String name) {
            span.updateName(name);
        }

        @Override
        public void set(String attribute, String value) {
            span.setAttribute(attribute, value);
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }
}
