package org.deviceonboarding.access.key;

import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.deviceonboarding.access.revokedkey.RevokedKeys;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Refuses every event that gives access and was asked for by a revoked key. A subscribing processor does it, in the
 * transaction that appends the event. Revocations of keys take turns with all that is appended, so what is committed
 * after one has seen it.
 */
@Component
@Profile("command")
@ProcessingGroup(GivenAccess.GROUP)
class GivenAccess {
    static final String GROUP = "given-access";

    private final RevokedKeys keys;

    GivenAccess(RevokedKeys keys) {
        this.keys = keys;
    }

    @EventHandler
    void on(OnboardingEvent event, MetaData metaData, UnitOfWork<?> unit) {
        if (AccessGiving.gives(event)) {
            Actor actor = Actor.of(metaData);
            // Once in a transaction: nobody can be revoked while it has its turn.
            actor.key().ifPresent(key -> unit.root().getOrComputeResource(GROUP + "/" + key, _ -> standing(actor)));
        }
    }

    private Actor standing(Actor actor) {
        if (keys.made(actor)) {
            // Whoever approves it may do so; it is what they approve that is over.
            boolean approved = actor.facts().containsKey(Fact.APPROVED_BY);
            throw new Refused(
                    approved ? RefusalCode.CONFLICT : RefusalCode.FORBIDDEN, "The key that asked for this is revoked");
        }
        return actor;
    }

    /** Makes its refusal undo the transaction. */
    @Configuration
    @Profile("command")
    static class Subscription {
        @Autowired
        void subscribe(EventProcessingConfigurer processing) {
            processing.registerSubscribingEventProcessor(GROUP);
            processing.registerListenerInvocationErrorHandler(GROUP, _ -> PropagatingErrorHandler.instance());
            processing.registerErrorHandler(GROUP, _ -> PropagatingErrorHandler.instance());
        }
    }
}
