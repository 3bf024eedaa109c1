package org.deviceonboarding.command.broker;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.deviceonboarding.messages.broker.BrokerId;
import org.deviceonboarding.messages.event.BrokerCertificateIssued;

/** A broker, as far as the CA knows it: its server certificates. */
@Aggregate
class BrokerIdentity {
    @AggregateIdentifier
    @SuppressWarnings({"unused", "UnusedVariable"}) // Axon reads it
    private BrokerId id;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordBrokerCertificate command) {
        apply(command.issued());
    }

    @EventSourcingHandler
    void on(BrokerCertificateIssued event) {
        id = event.brokerId();
    }

    // Axon needs a blank instance to replay into.
    @SuppressWarnings({"NullAway.Init", "unused"})
    BrokerIdentity() {}
}
