package org.deviceonboarding.command.broker;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.deviceonboarding.messages.broker.BrokerId;
import org.deviceonboarding.messages.event.BrokerCertificateIssued;

/** Puts a server certificate on record, before the broker gets it. */
record RecordBrokerCertificate(BrokerCertificateIssued issued) {
    /** Names the aggregate; Axon reads it. */
    @TargetAggregateIdentifier
    BrokerId brokerId() {
        return issued.brokerId();
    }
}
