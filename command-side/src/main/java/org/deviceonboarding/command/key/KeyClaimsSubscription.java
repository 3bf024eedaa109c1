package org.deviceonboarding.command.key;

import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;

/** Lets a refused key stop the append: the default error handler would only log it. */
@Configuration
class KeyClaimsSubscription {
    @Autowired
    void subscribe(EventProcessingConfigurer processing) {
        processing.registerSubscribingEventProcessor(KeyClaims.GROUP);
        processing.registerListenerInvocationErrorHandler(KeyClaims.GROUP, _ -> PropagatingErrorHandler.instance());
        processing.registerErrorHandler(KeyClaims.GROUP, _ -> PropagatingErrorHandler.instance());
    }
}
