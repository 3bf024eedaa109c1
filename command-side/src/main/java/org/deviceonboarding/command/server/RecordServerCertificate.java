package org.deviceonboarding.command.server;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.ServerCertificateIssued;

/** Puts a server certificate of the portal on record. */
record RecordServerCertificate(ServerCertificateIssued issued) {
    /** Names the aggregate; Axon reads it. */
    @TargetAggregateIdentifier
    Sha256 key() {
        return issued.key();
    }
}
