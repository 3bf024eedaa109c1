package org.deviceonboarding.log.trace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Records what a request causes, in any process, as the spans of one trace. The request's correlation id says which trace that
 * is, and events carry it already (docs/adr/0051). {@link #OFF} does nothing.
 */
public interface Tracing {
    Tracing OFF = new Tracing() {
        @Override
        public Step request(String correlationId) {
            return Step.NONE;
        }

        @Override
        public Step open(String name, @Nullable String correlationId) {
            return Step.NONE;
        }

        @Override
        public void record(String name, String correlationId, Instant begin) {}

        @Override
        public boolean concerns(Instant appendedAt) {
            return false;
        }
    };

    /** Opens the span of the request itself: the root of its trace. */
    Step request(String correlationId);

    /**
     * Opens a span. Its parent is the span of the same trace that is open in this thread, or else the request's own.
     *
     * @param correlationId null if no request caused this; then nothing is recorded
     */
    Step open(String name, @Nullable String correlationId);

    /** Records a span that began earlier and ends now. Its parent is the request's own. */
    void record(String name, String correlationId, Instant begin);

    /** Whether what is done with an event is recorded. Old events are not: a start or a rebuild reads the whole log. */
    boolean concerns(Instant appendedAt);

    /** A piece of work in one thread. */
    interface Step extends AutoCloseable {
        Step NONE = new Step() {
            @Override
            public void name(String name) {}

            @Override
            public void set(String attribute, String value) {}

            @Override
            public void close() {}
        };

        /** Changes the name, once a better one is known. */
        void name(String name);

        void set(String attribute, String value);

        @Override
        void close();
    }
}
