package org.deviceonboarding.access.caller;

import java.util.Optional;
import java.util.function.Supplier;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.event.AccessEvent;
import org.deviceonboarding.log.LogPosition;
import org.springframework.stereotype.Component;

/** Appends events of keys and sessions to the log, in the transaction that changes the key or the session. */
@Component
public class AccessLog {
    private final EventBus events;
    private final TransactionManager transactions;
    private final LogPosition positions;

    AccessLog(EventBus events, TransactionManager transactions, LogPosition positions) {
        this.events = events;
        this.transactions = transactions;
        this.positions = positions;
    }

    /**
     * Does the work and appends the event it came to, if any: both or none.
     *
     * @param actor who does it
     * @return the event's position
     */
    public Optional<Long> append(Actor actor, Supplier<Optional<? extends AccessEvent>> work) {
        UnitOfWork<Message<?>> unit = DefaultUnitOfWork.startAndGet(null);
        unit.attachTransaction(transactions);
        ResultMessage<Optional<String>> result =
                unit.executeWithResult(() -> work.get().map(event -> publish(event, actor)));
        if (result.isExceptional()) {
            throw result.exceptionResult() instanceof RuntimeException e
                    ? e
                    : new IllegalStateException(result.exceptionResult());
        }
        return result.getPayload().map(positions::ofEvent);
    }

    private String publish(AccessEvent event, Actor actor) {
        EventMessage<?> message = GenericEventMessage.asEventMessage(event).withMetaData(actor.metadata());
        events.publish(message);
        return message.getIdentifier();
    }
}
