package org.deviceonboarding.domain.event;

import java.util.Optional;

/**
 * Picks the events of one kind out of the log. Each filter names all other kinds too, so that a new one does not compile until
 * somebody has said whether it is picked.
 */
public final class EventFilter {
    private EventFilter() {}

    public static Optional<Recorded<DeviceEvent>> ofDevices(Recorded<? extends OnboardingEvent> recorded) {
        return switch (recorded.event()) {
            case DeviceEvent e -> Optional.of(recorded.with(e));
            case BrokerEvent _,
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AclTemplateDefined _,
                    AuthorityEstablished _,
                    CommandRefused _,
                    ServerCertificateIssued _ -> Optional.empty();
        };
    }

    public static Optional<Recorded<BrokerEvent>> ofBrokers(Recorded<? extends OnboardingEvent> recorded) {
        return switch (recorded.event()) {
            case BrokerEvent e -> Optional.of(recorded.with(e));
            case DeviceEvent _,
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AclTemplateDefined _,
                    AuthorityEstablished _,
                    CommandRefused _,
                    ServerCertificateIssued _ -> Optional.empty();
        };
    }

    /** What brokers were seen to enforce. */
    public static Optional<Recorded<BrokerPolicyEnforced>> ofEnforcement(Recorded<? extends OnboardingEvent> recorded) {
        return switch (recorded.event()) {
            case BrokerPolicyEnforced e -> Optional.of(recorded.with(e));
            case BrokerPolicyRejected _,
                    BrokerKeysPresented _,
                    BrokerCertificateIssued _,
                    BrokerProofDisabled _,
                    BrokerRetired _,
                    DeviceEvent _,
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AclTemplateDefined _,
                    AuthorityEstablished _,
                    CommandRefused _,
                    ServerCertificateIssued _ -> Optional.empty();
        };
    }

    public static Optional<Recorded<AclTemplateDefined>> ofTemplates(Recorded<? extends OnboardingEvent> recorded) {
        return switch (recorded.event()) {
            case AclTemplateDefined e -> Optional.of(recorded.with(e));
            case DeviceEvent _,
                    BrokerEvent _,
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AuthorityEstablished _,
                    CommandRefused _,
                    ServerCertificateIssued _ -> Optional.empty();
        };
    }

    /** The devices that enter the fleet. */
    public static Optional<DeviceRegistered> ofRegistrations(OnboardingEvent event) {
        return switch (event) {
            case DeviceRegistered e -> Optional.of(e);
            case CertificateIssued _,
                    CertificateRevoked _,
                    CertificateExpiring _,
                    CertificateExpired _,
                    CredentialsPackaged _,
                    CredentialsDownloaded _,
                    CredentialsExpired _,
                    DeviceSuspended _,
                    DeviceResumed _,
                    DeviceDetailsChanged _,
                    DeviceDecommissioned _,
                    BrokerEvent _,
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AclTemplateDefined _,
                    AuthorityEstablished _,
                    CommandRefused _,
                    ServerCertificateIssued _ -> Optional.empty();
        };
    }

    /** The CAs that were in use. */
    public static Optional<AuthorityEstablished> ofAuthorities(OnboardingEvent event) {
        return switch (event) {
            case AuthorityEstablished e -> Optional.of(e);
            case DeviceEvent _,
                    BrokerEvent _,
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AclTemplateDefined _,
                    CommandRefused _,
                    ServerCertificateIssued _ -> Optional.empty();
        };
    }

    /** The certificate that the event puts on record, PEM. */
    public static Optional<String> ofCertificates(OnboardingEvent event) {
        return switch (event) {
            case CertificateIssued e -> Optional.of(e.certificatePem());
            case BrokerCertificateIssued e -> Optional.of(e.certificatePem());
            case ServerCertificateIssued e -> Optional.of(e.certificatePem());
            case DeviceRegistered _,
                    CertificateRevoked _,
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
