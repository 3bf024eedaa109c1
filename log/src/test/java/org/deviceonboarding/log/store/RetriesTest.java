package org.deviceonboarding.log.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A reader whose log was away")
class RetriesTest {
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicBoolean away = new AtomicBoolean(true);
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final EmbeddedEventStore log = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private Configuration axon;

    @BeforeEach
    void start() {
        axon = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(_ -> new EventSerializer())
                .configureEventStore(_ -> log)
                .eventProcessing(processing -> processing
                        .registerPooledStreamingEventProcessor(
                                "reader",
                                _ -> source(),
                                (_, reader) -> reader.initialSegmentCount(1)
                                        .initialToken(StreamableMessageSource::createTailToken))
                        .byDefaultAssignTo("reader")
                        .registerEventHandler(_ -> new Listener()))
                .start();
    }

    @AfterEach
    void stop() {
        axon.shutdown();
    }

    @Test
    void goesOnAtOnceWhenItIsBack() {
        log.publish(GenericEventMessage.asEventMessage("news"));
        // It rests for a second after the first failure, for two after the second, and now for four.
        await().atMost(Duration.ofSeconds(30)).until(() -> failures.get() == 3);
        away.set(false);

        long since = System.nanoTime();
        Retries.now(axon.eventProcessingConfiguration());
        await().atMost(Duration.ofSeconds(30)).until(() -> !heard.isEmpty());

        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofMillis(3500));
    }

    private StreamableMessageSource<TrackedEventMessage<?>> source() {
        return new StreamableMessageSource<>() {
            @Override
            public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken position) {
                if (away.get()) {
                    failures.incrementAndGet();
                    throw new IllegalStateException("no connection");
                }
                return log.openStream(position);
            }

            @Override
            public @Nullable TrackingToken createTailToken() {
                return log.createTailToken();
            }
        };
    }

    final class Listener {
        @EventHandler
        void on(String event) {
            heard.add(event);
        }
    }
}
