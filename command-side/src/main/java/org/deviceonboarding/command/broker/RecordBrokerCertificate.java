package org.deviceonboarding.command.broker;

import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.log.command.Command;

/**
 * The command to record a broker's server certificate in the log, where the broker reads it. Nothing happens if its
 * key has one.
 */
record RecordBrokerCertificate(BrokerCertificateIssued issued) implements Command {
    @Override
    public String aggregate() {
        return issued.brokerId().value();
    }
}
