package org.deviceonboarding.acl;

import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.jspecify.annotations.Nullable;

/**
 * What a broker asked of the CA, and what the CA answered; each the newest, PEM, null as long as there is none.
 *
 * @param chain the issuing CA first, the root last
 * @param presented the keys that were presented
 * @param server the broker's certificate
 * @param resident the certificate of the canary that must be let in
 * @param outcast the certificate of the canary that must be turned away, once it is revoked
 * @param unrevoked the same, until then
 */
record BrokerEnrolment(
        BrokerId broker,
        Canary canary,
        @Nullable String chain,
        @Nullable BrokerKeysPresented presented,
        @Nullable String server,
        @Nullable String resident,
        @Nullable String outcast,
        @Nullable CertificateIssued unrevoked) {
    static BrokerEnrolment none(BrokerId broker) {
        return new BrokerEnrolment(broker, Canary.of(broker), null, null, null, null, null, null);
    }

    /** The fold: the enrolment after one more event. */
    BrokerEnrolment after(OnboardingEvent event) {
        return switch (event) {
            case AuthorityEstablished e -> with(e.chainPem(), presented, server, resident);
            case BrokerKeysPresented e when e.brokerId().equals(broker) -> with(chain, e, server, resident);
            case BrokerCertificateIssued e
            when e.brokerId().equals(broker) -> with(chain, presented, e.certificatePem(), resident);
            case CertificateIssued e
            when e.deviceId().equals(canary.resident()) -> with(chain, presented, server, e.certificatePem());
            case CertificateIssued e when e.deviceId().equals(canary.outcast()) -> withOutcast(outcast, e);
            // Before that no CRL knows it, and a broker that lets it in does nothing wrong.
            case CertificateRevoked e
            when unrevoked != null && e.serial().equals(unrevoked.serial()) ->
                withOutcast(unrevoked.certificatePem(), null);
            default -> this;
        };
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
