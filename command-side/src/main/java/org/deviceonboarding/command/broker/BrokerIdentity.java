package org.deviceonboarding.command.broker;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.util.HashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.deviceonboarding.command.device.CertifiedKey;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;

/** The aggregate of one broker as the CA knows it: its server certificates, one for each key. */
@Aggregate
class BrokerIdentity {
    static final String UNKNOWN = "The log knows no such broker";

    @AggregateIdentifier
    @SuppressWarnings({"unused", "UnusedVariable"}) // Axon reads it
    private BrokerId id;

    private final Set<CertifiedKey> certified = new HashSet<>();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordBrokerCertificate command) {
        if (!certified.contains(CertifiedKey.in(command.issued().certificatePem()))) {
            apply(command.issued());
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RetireBroker command, SignsOfLife signs) {
        boolean retired =
                signs.retired(command.broker()).orElseThrow(() -> new Refused(RefusalCode.NOT_FOUND, UNKNOWN));
        if (!retired) {
            apply(new BrokerRetired(command.broker(), command.comment()));
        }
    }

    @EventSourcingHandler
    void on(BrokerRetired event) {
        id = event.brokerId();
    }

    @EventSourcingHandler
    void on(BrokerCertificateIssued event) {
        id = event.brokerId();
        certified.add(CertifiedKey.in(event.certificatePem()));
    }

    // Axon needs a blank instance to replay into.
    @SuppressWarnings("unused")
    BrokerIdentity() {}
}
