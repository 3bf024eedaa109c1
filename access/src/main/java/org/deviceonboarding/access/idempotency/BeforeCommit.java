package org.deviceonboarding.access.idempotency;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Does what a command brings along for the end of its transaction, when its events are in the log and nobody sees them yet. */
@Profile("command")
@Component
class BeforeCommit implements MessageHandlerInterceptor<CommandMessage<?>> {
    static final String METADATA = "before_commit";

    @Autowired
    void intercept(CommandBus bus) {
        bus.registerHandlerInterceptor(this);
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        Object result = chain.proceed();
        // Registered behind the event bus, which appends in this phase too; and once, however often this is asked.
        if (unitOfWork.getMessage().getMetaData().get(METADATA) instanceof Runnable work) {
            unitOfWork.getOrComputeResource(METADATA, _ -> {
                unitOfWork.onPrepareCommit(_ -> work.run());
                return work;
            });
        }
        return result;
    }
}
