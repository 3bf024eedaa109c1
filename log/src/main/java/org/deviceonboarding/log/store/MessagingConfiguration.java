package org.deviceonboarding.log.store;

import java.util.List;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How commands and events travel, unless a side says otherwise for a processor of its own. */
@Configuration(proxyBeanMethods = false)
class MessagingConfiguration {
    @Bean
    LostRaces lostRaces() {
        return new LostRaces();
    }

    @Bean
    CommandGateway commandGateway(
            CommandBus bus,
            LostRaces retries,
            List<MessageDispatchInterceptor<? super CommandMessage<?>>> interceptors) {
        return DefaultCommandGateway.builder()
                .commandBus(bus)
                .dispatchInterceptors(interceptors)
                .retryScheduler(retries)
                .build();
    }

    /** Who did it, and how we know: an event says so in its metadata, as its command did. */
    @Bean
    CorrelationDataProvider actorAndOrigin() {
        return new SimpleCorrelationDataProvider(
                "actor",
                "owner",
                "auth",
                "issuer",
                "session",
                "certificate_serial",
                "address",
                "user_agent",
                "correlation_id",
                "import_id",
                "bulk_id",
                "approval_id",
                "approved_by",
                "approved_by_owner");
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
