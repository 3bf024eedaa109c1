package org.deviceonboarding.command.broker;

import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.log.command.Command;

/** Puts a server certificate on record, which is how the broker gets it. Nothing happens if its key has one. */
record RecordBrokerCertificate(BrokerCertificateIssued issued) implements Command {
    @Override
    public String aggregate() {
        return issued.brokerId().value();
    }
}
