package org.deviceonboarding.command.authority;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AuthorityEstablished;

/** Puts an issuing CA on record, once. */
record EstablishAuthority(AuthorityEstablished established) {
    /** Names the aggregate; Axon reads it. */
    @TargetAggregateIdentifier
    Sha256 fingerprint() {
        return established.fingerprint();
    }
}
