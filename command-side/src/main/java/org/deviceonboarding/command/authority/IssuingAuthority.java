package org.deviceonboarding.command.authority;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.jspecify.annotations.Nullable;

/** The aggregate of one issuing CA: whether the log has it. */
@Aggregate
class IssuingAuthority {
    @AggregateIdentifier
    private @Nullable Sha256 fingerprint;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(EstablishAuthority command) {
        if (fingerprint == null) {
            apply(command.established());
        }
    }

    @EventSourcingHandler
    void on(AuthorityEstablished event) {
        fingerprint = event.fingerprint();
    }
}
