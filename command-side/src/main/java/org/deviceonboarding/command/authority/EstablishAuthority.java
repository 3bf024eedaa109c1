package org.deviceonboarding.command.authority;

import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.log.command.Command;

/** The command to record an issuing CA in the log, once. */
record EstablishAuthority(AuthorityEstablished established) implements Command {
    @Override
    public String aggregate() {
        return established.fingerprint().hex();
    }
}
