package org.deviceonboarding.messages.revocation;

import java.util.List;
import org.deviceonboarding.messages.device.SerialNumber;
import org.deviceonboarding.messages.event.AccessEvent;
import org.deviceonboarding.messages.event.AclTemplateDefined;
import org.deviceonboarding.messages.event.ApprovalEvent;
import org.deviceonboarding.messages.event.AuthorityEstablished;
import org.deviceonboarding.messages.event.BrokerEvent;
import org.deviceonboarding.messages.event.BulkEvent;
import org.deviceonboarding.messages.event.CertificateExpired;
import org.deviceonboarding.messages.event.CertificateExpiring;
import org.deviceonboarding.messages.event.CertificateIssued;
import org.deviceonboarding.messages.event.CertificateRevoked;
import org.deviceonboarding.messages.event.CommandRefused;
import org.deviceonboarding.messages.event.CredentialsDownloaded;
import org.deviceonboarding.messages.event.CredentialsExpired;
import org.deviceonboarding.messages.event.CredentialsPackaged;
import org.deviceonboarding.messages.event.DeviceDecommissioned;
import org.deviceonboarding.messages.event.DeviceDetailsChanged;
import org.deviceonboarding.messages.event.DeviceRegistered;
import org.deviceonboarding.messages.event.DeviceResumed;
import org.deviceonboarding.messages.event.DeviceSuspended;
import org.deviceonboarding.messages.event.OnboardingEvent;
import org.deviceonboarding.messages.event.Recorded;
import org.deviceonboarding.messages.event.ServerCertificateIssued;
import org.jspecify.annotations.Nullable;

/** What an event does to one certificate's entry on the CRL. Entries do not depend on each other. */
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
