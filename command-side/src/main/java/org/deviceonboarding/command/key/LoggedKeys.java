package org.deviceonboarding.command.key;

import org.deviceonboarding.domain.event.OnboardingEvent;

/**
 * Records the keys of logged certificates without checking them. In any order with what {@link KeyClaims} does, and
 * twice as well as once.
 */
class LoggedKeys {
    private final CertifiedKeys keys;

    LoggedKeys(CertifiedKeys keys) {
        this.keys = keys;
    }

    void record(OnboardingEvent event) {
        KeyFact.of(event).ifPresent(this::record);
    }

    private void record(KeyFact fact) {
        switch (fact) {
            case KeyFact.OfDevice f -> keys.record(f.certificate(), keys.holder(f.device()));
            case KeyFact.OfBroker f -> {
                keys.knowCanaries(f.broker());
                keys.record(f.certificate(), CertificateHolder.of(f.broker()));
            }
            case KeyFact.OfServer f -> keys.record(f.certificate(), CertificateHolder.ofServer(f.key()));
            case KeyFact.Revoked f -> keys.revoke(f.serial(), f.reason());
        }
    }
}
