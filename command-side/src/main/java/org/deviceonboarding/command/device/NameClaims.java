package org.deviceonboarding.command.device;

import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;

/** Lets a name that is taken stop the registration: the default error handler would only log it. */
@Configuration
class NameClaims {
    @Autowired
    void subscribe(EventProcessingConfigurer processing) {
        processing.registerSubscribingEventProcessor(DeviceNames.GROUP);
        processing.registerListenerInvocationErrorHandler(DeviceNames.GROUP, _ -> PropagatingErrorHandler.instance());
        processing.registerErrorHandler(DeviceNames.GROUP, _ -> PropagatingErrorHandler.instance());
    }
}
