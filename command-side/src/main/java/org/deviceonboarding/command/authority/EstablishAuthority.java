package org.deviceonboarding.command.authority;

import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.log.command.Command;

/** Puts an issuing CA on record, once. */
record EstablishAuthority(AuthorityEstablished established) implements Command {
    @Override
    public String aggregate() {
        return established.fingerprint().hex();
    }
}
