package org.deviceonboarding.command.credentials;

import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.deviceonboarding.command.bundle.WaitingBundle;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateExpiring;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.CredentialsExpired;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceDetailsChanged;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.springframework.stereotype.Component;

/** Tells what became of a bundle, by its device's events. */
@Component
class Custody {
    private final EventStore log;

    Custody(EventStore log) {
        this.log = log;
    }

    LinkState of(WaitingBundle bundle) {
        if (bundle.available()) {
            return new LinkState.Waiting(bundle.expiresAt(), bundle.locked());
        }
        return log.readEvents(bundle.deviceId().value(), 0)
                .asStream()
                .flatMap(event -> end(event, bundle.id()))
                .findFirst()
                .orElse(new LinkState.Ended(bundle.expiresAt()));
    }

    private static Stream<LinkState> end(DomainEventMessage<?> event, BundleId id) {
        return switch ((DeviceEvent) event.getPayload()) {
            case CredentialsDownloaded fetched ->
                Stream.of(fetched)
                        .filter(one -> one.bundleId().equals(id))
                        .map(_ -> new LinkState.Fetched(event.getTimestamp(), Actor.of(event.getMetaData())));
            case CredentialsExpired ended ->
                Stream.of(ended)
                        .filter(one -> one.bundleId().equals(id))
                        .map(_ -> new LinkState.Ended(event.getTimestamp()));
            case DeviceRegistered _,
                    DeviceDetailsChanged _,
                    CertificateIssued _,
                    CertificateRevoked _,
                    CertificateExpiring _,
                    CertificateExpired _,
                    CredentialsPackaged _,
                    DeviceSuspended _,
                    DeviceResumed _,
                    DeviceDecommissioned _ -> Stream.empty();
        };
    }
}
