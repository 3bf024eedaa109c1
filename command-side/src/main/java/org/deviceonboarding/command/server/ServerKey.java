package org.deviceonboarding.command.server;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.ServerCertificateIssued;
import org.jspecify.annotations.Nullable;

/**
 * The aggregate of one of the portal's own server keys: it has one certificate, and the next one is for another key.
 */
@Aggregate
class ServerKey {
    @AggregateIdentifier
    private @Nullable Sha256 key;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordServerCertificate command) {
        if (key == null) {
            apply(command.issued());
        }
    }

    @EventSourcingHandler
    void on(ServerCertificateIssued event) {
        key = event.key();
    }
}
