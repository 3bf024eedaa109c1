package org.deviceonboarding.command.key;

import org.axonframework.eventhandling.EventHandler;
import org.deviceonboarding.command.key.CertifiedKeys.KeyUse;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.ServerCertificateIssued;

/**
 * Records the keys of logged certificates without checking them. In any order with what {@link KeyClaims} does, and
 * twice as well as once.
 */
class LoggedKeys {
    private final CertifiedKeys keys;

    LoggedKeys(CertifiedKeys keys) {
        this.keys = keys;
    }

    @EventHandler
    void on(CertificateIssued event) {
        keys.record(KeyUse.of(event.serial(), event.certificatePem(), event.notAfter()), keys.holder(event.deviceId()));
    }

    @EventHandler
    void on(CertificateRevoked event) {
        keys.revoke(event.serial(), event.reason());
    }

    @EventHandler
    void on(BrokerCertificateIssued event) {
        keys.knowCanaries(event.brokerId());
        keys.record(
                KeyUse.of(event.serial(), event.certificatePem(), event.notAfter()),
                CertificateHolder.of(event.brokerId()));
    }

    @EventHandler
    void on(ServerCertificateIssued event) {
        keys.record(
                KeyUse.of(event.serial(), event.certificatePem(), event.notAfter()),
                CertificateHolder.ofServer(event.key()));
    }
}
