package org.deviceonboarding.acl.policy;

import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.event.AccessEvent;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.ApprovalEvent;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.BrokerEvent;
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

/**
 * The newest keys that a broker presented to the CA, and the certificates that the CA issued for them, as PEM. Each is null as
 * long as there is none.
 *
 * @param chain the issuing CA first, the root last
 * @param presented the keys that were presented
 * @param server the broker's certificate
 * @param resident the certificate of the canary that must be let in
 * @param outcast the certificate of the canary that must be turned away, once it is revoked
 * @param unrevoked the same certificate, until it is revoked
 */
public record BrokerEnrolment(
        BrokerId broker,
        Canary canary,
        @Nullable String chain,
        @Nullable BrokerKeysPresented presented,
        @Nullable String server,
        @Nullable String resident,
        @Nullable String outcast,
        @Nullable CertificateIssued unrevoked) {
    public static BrokerEnrolment none(BrokerId broker) {
        return new BrokerEnrolment(broker, Canary.of(broker), null, null, null, null, null, null);
    }

    /** The fold: the enrolment after one more event. */
    public BrokerEnrolment after(OnboardingEvent event) {
        return switch (event) {
            case AuthorityEstablished e -> with(e.chainPem(), presented, server, resident);
            case BrokerEvent e -> e.brokerId().equals(broker) ? after(e) : this;
            case CertificateIssued e -> after(e);
            case CertificateRevoked e -> after(e);
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
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AclTemplateDefined _,
                    ServerCertificateIssued _,
                    CommandRefused _ -> this;
        };
    }

    private BrokerEnrolment after(BrokerEvent event) {
        return switch (event) {
            case BrokerKeysPresented e -> with(chain, e, server, resident);
            case BrokerCertificateIssued e -> with(chain, presented, e.certificatePem(), resident);
            case BrokerReceipt _, BrokerProofDisabled _, BrokerRetired _ -> this;
        };
    }

    private BrokerEnrolment after(CertificateIssued event) {
        if (event.deviceId().equals(canary.resident())) {
            return with(chain, presented, server, event.certificatePem());
        }
        return event.deviceId().equals(canary.outcast()) ? withOutcast(outcast, event) : this;
    }

    // Before that no CRL knows it, and a broker that lets it in does nothing wrong.
    private BrokerEnrolment after(CertificateRevoked event) {
        return unrevoked != null && event.serial().equals(unrevoked.serial())
                ? withOutcast(unrevoked.certificatePem(), null)
                : this;
    }

    private BrokerEnrolment with(
            @Nullable String chain,
            @Nullable BrokerKeysPresented presented,
            @Nullable String server,
            @Nullable String resident) {
        return new BrokerEnrolment(broker, canary, chain, presented, server, resident, outcast, unrevoked);
    }

    private BrokerEnrolment withOutcast(@Nullable String outcast, @Nullable CertificateIssued unrevoked) {
        return new BrokerEnrolment(broker, canary, chain, presented, server, resident, outcast, unrevoked);
    }
}
