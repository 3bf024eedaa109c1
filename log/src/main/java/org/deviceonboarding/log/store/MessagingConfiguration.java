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
    private static final int BATCH = 500;

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
