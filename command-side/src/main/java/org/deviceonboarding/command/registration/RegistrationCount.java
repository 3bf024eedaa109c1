package org.deviceonboarding.command.registration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.deviceonboarding.domain.broker.Canary;
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
import org.deviceonboarding.log.append.AppendObserver;
import org.deviceonboarding.log.append.NewEvent;
import org.springframework.stereotype.Component;

/** Counts the devices that this process registered, one at a time or in an import. Canaries are no devices of an operator. */
@Component
class RegistrationCount implements AppendObserver {
    private final Counter registrations;

    RegistrationCount(MeterRegistry metrics) {
        this.registrations = Counter.builder("device.registrations")
                .description("Devices registered by this process")
                .register(metrics);
    }

    @Override
    public void appended(List<NewEvent> events) {
        registrations.increment(
                (double) events.stream().filter(one -> registers(one.event())).count());
    }

    private static boolean registers(OnboardingEvent event) {
        return switch (event) {
            case DeviceRegistered device -> !device.type().equals(Canary.TYPE);
            case CertificateIssued _,
                    CertificateRevoked _,
                    CredentialsPackaged _,
                    CredentialsDownloaded _,
                    CredentialsExpired _,
                    DeviceSuspended _,
                    DeviceResumed _,
                    DeviceDetailsChanged _,
                    DeviceDecommissioned _,
                    CertificateExpiring _,
                    CertificateExpired _,
                    BrokerEvent _,
                    AccessEvent _,
                    BulkEvent _,
                    ApprovalEvent _,
                    AclTemplateDefined _,
                    AuthorityEstablished _,
                    CommandRefused _,
                    ServerCertificateIssued _ -> false;
        };
    }
}
