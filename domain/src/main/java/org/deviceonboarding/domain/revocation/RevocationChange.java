package org.deviceonboarding.domain.revocation;

import java.util.List;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.AccessEvent;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.ApprovalEvent;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.BrokerEvent;
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
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.event.ServerCertificateIssued;
import org.jspecify.annotations.Nullable;

/** The change that an event makes to one certificate's entry on the CRL. Entries do not depend on each other. */
public sealed interface RevocationChange {
    SerialNumber serial();

    /**
     * The fold: the entry after this change.
     *
     * @param before the entry so far, null if there is none
     * @return null if the certificate is not listed
     */
    @Nullable
    Revocation after(@Nullable Revocation before);

    /** The certificate is void, or on hold. */
    record Listed(Revocation revocation) implements RevocationChange {
        @Override
        public SerialNumber serial() {
            return revocation.serial();
        }

        @Override
        public Revocation after(@Nullable Revocation before) {
            if (before == null) {
                return revocation;
            }
            return before.held() ? before.because(revocation.reasonCode()) : before;
        }
    }

    /** The hold is over. What is void stays void. */
    record Released(SerialNumber serial) implements RevocationChange {
        @Override
        public @Nullable Revocation after(@Nullable Revocation before) {
            return before == null || before.held() ? null : before;
        }
    }

    /** What an event changes, in any order. */
    static List<? extends RevocationChange> of(Recorded<? extends OnboardingEvent> recorded) {
        return switch (recorded.event()) {
            case CertificateRevoked e ->
                List.of(new Listed(
                        new Revocation(e.serial(), recorded.at(), e.reason().code(), e.notAfter())));
            case DeviceSuspended e ->
                e.held().stream()
                        .map(held -> new Listed(
                                new Revocation(held.serial(), recorded.at(), Revocation.HOLD, held.notAfter())))
                        .toList();
            case DeviceResumed e -> e.released().stream().map(Released::new).toList();
            // A decommissioned device's certificates were revoked by events of their own.
            case DeviceDecommissioned _,
                    DeviceRegistered _,
                    CertificateIssued _,
                    CredentialsPackaged _,
                    CredentialsDownloaded _,
                    CredentialsExpired _,
                    DeviceDetailsChanged _,
                    BrokerEvent _,
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AclTemplateDefined _,
                    AuthorityEstablished _,
                    CertificateExpiring _,
                    CertificateExpired _,
                    ServerCertificateIssued _,
                    CommandRefused _ -> List.of();
        };
    }
}
