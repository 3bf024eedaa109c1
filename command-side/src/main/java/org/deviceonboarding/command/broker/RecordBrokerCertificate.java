package org.deviceonboarding.command.broker;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;

/** Puts a server certificate on record, which is how the broker gets it. Nothing happens if its key has one. */
record RecordBrokerCertificate(BrokerCertificateIssued issued) {
    /** Names the aggregate; Axon reads it. */
    @TargetAggregateIdentifier
    BrokerId brokerId() {
        return issued.brokerId();
    }
}
