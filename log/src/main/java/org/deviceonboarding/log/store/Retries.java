package org.deviceonboarding.log.store;

import java.util.concurrent.CompletableFuture;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.StreamingEventProcessor;

/** Spares readers that failed the rest of their pause, which in Axon grows to a minute. */
final class Retries {
    // Every processor has this one segment.
    private static final int SEGMENT = 0;

    private Retries() {}

    static void now(EventProcessingConfiguration readers) {
        for (EventProcessor reader : readers.eventProcessors().values()) {
            if (reader instanceof StreamingEventProcessor streaming) {
                // A reader says itself if that does not help.
                CompletableFuture<Boolean> _ = streaming.claimSegment(SEGMENT);
            }
        }
    }
}
