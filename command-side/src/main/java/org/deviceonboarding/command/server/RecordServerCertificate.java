package org.deviceonboarding.command.server;

import org.deviceonboarding.domain.event.ServerCertificateIssued;
import org.deviceonboarding.log.command.Command;

/** Puts a server certificate of the portal on record. */
record RecordServerCertificate(ServerCertificateIssued issued) implements Command {
    @Override
    public String aggregate() {
        return issued.key().hex();
    }
}
