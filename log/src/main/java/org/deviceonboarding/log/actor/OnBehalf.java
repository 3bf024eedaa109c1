package org.deviceonboarding.log.actor;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.springframework.stereotype.Component;

/**
 * Sends commands in the name of who asked for them earlier. Within another command's handler it takes part in its transaction:
 * both happen or neither.
 */
@Component
public class OnBehalf {
    private final CommandBus bus;

    OnBehalf(CommandBus bus) {
        this.bus = bus;
    }

    /** What the handler throws is thrown here. */
    public void send(Object command, Origin origin) {
        CommandMessage<Object> message =
                GenericCommandMessage.asCommandMessage(command).withMetaData(origin.facts());
        FutureCallback<Object, Object> answer = new FutureCallback<>();
        bus.dispatch(message, answer); // the handler runs in this thread
        CommandResultMessage<?> result = answer.getResult();
        if (result.isExceptional()) {
            throw result.exceptionResult() instanceof RuntimeException e
                    ? e
                    : new IllegalStateException(result.exceptionResult());
        }
    }
}
