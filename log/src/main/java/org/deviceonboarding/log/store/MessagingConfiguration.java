package org.deviceonboarding.log.store;

import java.util.Arrays;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How commands and events travel, unless a side says otherwise for a processor of its own. */
@Configuration(proxyBeanMethods = false)
class MessagingConfiguration {
    private static final int BATCH = 500;

    /** An event has the actor of its command. */
    @Bean
    CorrelationDataProvider actor() {
        return new SimpleCorrelationDataProvider(
                Arrays.stream(Fact.values()).map(Fact::wireName).toArray(String[]::new));
    }

    /**
     * Processors stream the log with a token of their own. One that fails stops and tries the same event again: order matters
     * more than progress, so there are no dead letters.
     */
    @Bean
    ConfigurerModule streamingInOrder() {
        return configurer -> configurer
                .eventProcessing()
                .usingPooledStreamingEventProcessors(
                        (axon, processor) -> processor.initialSegmentCount(1).batchSize(BATCH))
                .registerDefaultListenerInvocationErrorHandler(axon -> PropagatingErrorHandler.instance())
                .registerDefaultErrorHandler(axon -> PropagatingErrorHandler.instance());
    }
}
