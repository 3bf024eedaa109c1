package org.deviceonboarding.command.device;

import java.util.Optional;
import org.deviceonboarding.domain.broker.Canary;
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

/** A name that a device is to have. */
record NameClaim(String name, DeviceId device) {
    /** Empty if the event names no device. */
    static Optional<NameClaim> of(OnboardingEvent event) {
        return switch (event) {
            case DeviceRegistered e
            when e.type().equals(Canary.TYPE) ->
                Optional.empty(); // No operator may want a name less because a broker has it.
            case DeviceRegistered e -> Optional.of(new NameClaim(e.name(), e.deviceId()));
            case DeviceDetailsChanged e -> Optional.ofNullable(e.name()).map(name -> new NameClaim(name, e.deviceId()));
            case CertificateIssued _,
                    CertificateRevoked _,
                    CertificateExpiring _,
                    CertificateExpired _,
                    CredentialsPackaged _,
                    CredentialsDownloaded _,
                    CredentialsExpired _,
                    DeviceSuspended _,
                    DeviceResumed _,
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
}
