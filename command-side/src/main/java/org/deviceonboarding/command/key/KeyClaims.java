package org.deviceonboarding.command.key;

import java.util.Map;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.deviceonboarding.command.device.CertifiedKey;
import org.deviceonboarding.command.key.CertifiedKeys.KeyUse;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.ServerCertificateIssued;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Checks and claims certified keys, so that a key belongs to one holder (docs/adr/0027). A subscribing processor, so
 * that the claim is part of the transaction that appends the certificate, whoever asked for it and however: of two at
 * once, one gets it.
 */
@Component
@ProcessingGroup(KeyClaims.GROUP)
public class KeyClaims {
    static final String GROUP = "key-claims";
    private static final String SECONDS = "10";

    private final CertifiedKeys keys;
    private final JdbcClient jdbc;

    KeyClaims(CertifiedKeys keys, JdbcClient jdbc) {
        this.keys = keys;
        this.jdbc = jdbc;
    }

    /**
     * A cheap look before slow work; the claim itself decides.
     *
     * @throws Refused if the device may not have a certificate for the key, or it cannot be told yet
     */
    public void requireFree(CertifiedKey key, DeviceId device) {
        requireComplete();
        keys.requireFree(key, CertificateHolder.of(device));
    }

    /** @throws Refused if the broker may not have a certificate for the key */
    public void requireFree(CertifiedKey key, BrokerId broker) {
        keys.requireFree(key, CertificateHolder.of(broker));
    }

    /** @throws Refused as long as certificates from before the upgrade are not all known; keys that we make can go on */
    public void requireComplete() {
        if (!jdbc.sql("select done from certified_key_fill")
                .query(Boolean.class)
                .single()) {
            throw new Refused(
                    RefusalCode.NOT_CAUGHT_UP,
                    "The log is being read for the keys of earlier certificates; requests that bring a key wait for that",
                    Map.of("retry_after", SECONDS));
        }
    }

    @EventHandler
    void on(CertificateIssued event) {
        KeyUse certificate = KeyUse.of(event.serial(), event.certificatePem(), event.notAfter());
        if (event.keyHeldBy() == KeyHolder.PORTAL) {
            keys.claim(certificate, CertificateHolder.of(event.deviceId()));
            return;
        }
        CertificateHolder holder = keys.holder(event.deviceId());
        if (holder.kind() == CertificateHolder.HolderKind.DEVICE) {
            requireComplete();
        }
        keys.claim(certificate, holder);
    }

    @EventHandler
    void on(CertificateRevoked event) {
        if (!keys.revoke(event.serial(), event.reason())) {
            // The certificate is older than the claims. Either it comes to be known before us, or this event is read
            // after it.
            jdbc.sql("select position from certified_key_fill for share")
                    .query(Long.class)
                    .single();
            keys.revoke(event.serial(), event.reason());
        }
    }

    @EventHandler
    void on(BrokerCertificateIssued event) {
        keys.knowCanaries(event.brokerId());
        keys.claim(
                KeyUse.of(event.serial(), event.certificatePem(), event.notAfter()),
                CertificateHolder.of(event.brokerId()));
    }

    @EventHandler
    void on(ServerCertificateIssued event) {
        keys.claim(
                KeyUse.of(event.serial(), event.certificatePem(), event.notAfter()),
                CertificateHolder.ofServer(event.key()));
    }
}
