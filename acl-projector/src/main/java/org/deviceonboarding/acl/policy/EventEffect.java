package org.deviceonboarding.acl.policy;

import org.deviceonboarding.domain.device.DeviceId;
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
import org.deviceonboarding.domain.event.ServerCertificateIssued;
import org.jspecify.annotations.Nullable;

/**
 * The effect of an event on a broker beyond its policy. A new kind of event does not compile until it is decided here.
 *
 * @param onCrl whether the CRL has to know the event
 * @param lost the device whose sessions have to end, or null
 */
record EventEffect(boolean onCrl, @Nullable DeviceId lost) {
    private static final EventEffect NONE = new EventEffect(false, null);

    static EventEffect of(OnboardingEvent event) {
        return switch (event) {
            case CertificateRevoked e -> new EventEffect(true, e.deviceId());
            case DeviceSuspended e -> new EventEffect(true, e.deviceId());
            case DeviceResumed _ -> new EventEffect(true, null);
            case DeviceDecommissioned e -> new EventEffect(false, e.deviceId());
            case DeviceRegistered _,
                    CertificateIssued _,
                    CertificateExpiring _,
                    CertificateExpired _,
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
                    ServerCertificateIssued _,
                    CommandRefused _ -> NONE;
        };
    }
}
