package org.deviceonboarding.log.store;

import java.util.Arrays;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures what an event takes over from its command, and in which transaction handlers run. */
@Configuration(proxyBeanMethods = false)
class MessagingConfiguration {
    /** An event has the actor of its command. */
    @Bean
    CorrelationDataProvider actor() {
        return new SimpleCorrelationDataProvider(
                Arrays.stream(Fact.values()).map(Fact::wireName).toArray(String[]::new));
    }

    /**
     * Axon's own processors handle events in the transaction that appends them. An exception of a handler undoes the transaction.
     * Code that follows the log is a {@link org.deviceonboarding.log.reader.LogReader} instead.
     */
    @Bean
    ConfigurerModule handlersInTheTransaction() {
        return configurer -> configurer
                .eventProcessing()
                .usingSubscribingEventProcessors()
                .registerDefaultListenerInvocationErrorHandler(axon -> PropagatingErrorHandler.instance())
                .registerDefaultErrorHandler(axon -> PropagatingErrorHandler.instance());
    }
}
