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
    /** An event has the actor of its command. */
    @Bean
    CorrelationDataProvider actor() {
        return new SimpleCorrelationDataProvider(
                Arrays.stream(Fact.values()).map(Fact::wireName).toArray(String[]::new));
    }

    /**
     * Axon's own processors handle events in the transaction that appends them, and what they throw undoes it. Whoever follows the
     * log is a {@link org.deviceonboarding.log.reader.LogReader}.
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
