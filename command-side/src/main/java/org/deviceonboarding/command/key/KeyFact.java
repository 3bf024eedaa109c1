package org.deviceonboarding.command.key;

import java.util.Optional;
import org.deviceonboarding.command.key.CertifiedKeys.KeyUse;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AccessEvent;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.ApprovalEvent;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.deviceonboarding.domain.event.BrokerProofDisabled;
import org.deviceonboarding.domain.event.BrokerReceipt;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.domain.event.BulkEvent;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateExpiring;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CommandRefused;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.CredentialsExpired;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceDetailsChanged;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.ServerCertificateIssued;
import org.jspecify.annotations.Nullable;

/** What an event says about certified keys. */
sealed interface KeyFact {
    /** A device got a certificate. */
    record OfDevice(DeviceId device, @Nullable KeyHolder keyHeldBy, KeyUse certificate) implements KeyFact {}

    /** A broker got a certificate. */
    record OfBroker(BrokerId broker, KeyUse certificate) implements KeyFact {}

    /** The portal got a certificate, as a server to devices. */
    record OfServer(Sha256 key, KeyUse certificate) implements KeyFact {}

    record Revoked(SerialNumber serial, RevocationReason reason) implements KeyFact {}

    /** Empty if the event says nothing about keys. */
    static Optional<KeyFact> of(OnboardingEvent event) {
        return switch (event) {
            case CertificateIssued e ->
                Optional.of(new OfDevice(
                        e.deviceId(), e.keyHeldBy(), KeyUse.of(e.serial(), e.certificatePem(), e.notAfter())));
            case BrokerCertificateIssued e ->
                Optional.of(new OfBroker(e.brokerId(), KeyUse.of(e.serial(), e.certificatePem(), e.notAfter())));
            case ServerCertificateIssued e ->
                Optional.of(new OfServer(e.key(), KeyUse.of(e.serial(), e.certificatePem(), e.notAfter())));
            case CertificateRevoked e -> Optional.of(new Revoked(e.serial(), e.reason()));
            case DeviceRegistered _,
                    CertificateExpiring _,
                    CertificateExpired _,
                    CredentialsPackaged _,
                    CredentialsDownloaded _,
                    CredentialsExpired _,
                    DeviceSuspended _,
                    DeviceResumed _,
                    DeviceDetailsChanged _,
                    DeviceDecommissioned _,
                    BrokerReceipt _,
                    BrokerKeysPresented _,
                    BrokerProofDisabled _,
                    BrokerRetired _,
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AclTemplateDefined _,
                    AuthorityEstablished _,
                    CommandRefused _ -> Optional.empty();
        };
    }
}
