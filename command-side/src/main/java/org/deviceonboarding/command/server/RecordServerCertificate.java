package org.deviceonboarding.command.server;

import org.deviceonboarding.domain.event.ServerCertificateIssued;
import org.deviceonboarding.log.command.Command;

/** The command to record a server certificate of the portal in the log. */
record RecordServerCertificate(ServerCertificateIssued issued) implements Command {
    @Override
    public String aggregate() {
        return issued.key().hex();
    }
}
