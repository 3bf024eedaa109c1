package org.deviceonboarding.portal.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.GenericMessage;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceRegistered;

/** A device whose history is not of today: it goes into the log as if it had been recorded long ago. */
final class Past {
    private final EventStore log;
    private final DeviceId device = new DeviceId(UUID.randomUUID().toString());
    private final BundleId bundle = new BundleId(UUID.randomUUID());
    private final SerialNumber serial =
            new SerialNumber("1" + UUID.randomUUID().toString().replace("-", ""));
    private long sequence;

    Past(EventStore log) {
        this.log = log;
    }

    String id() {
        return device.value();
    }

    String serial() {
        return serial.shown();
    }

    Past registered(String type, String actor, Instant at) {
        return tell(actor, "10.0.0.1", at, new DeviceRegistered(device, "past-" + device, type, null, null, Map.of()));
    }

    Past issued(String actor, Instant at, int days) {
        return tell(
                actor,
                "10.0.0.1",
                at,
                new CertificateIssued(
                        device,
                        serial,
                        Sha256.of(new byte[] {7}),
                        "CN=" + device,
                        "rsa-2048",
                        at,
                        at.plus(Duration.ofDays(days)).minusSeconds(1),
                        "no certificate",
                        IssueReason.REGISTRATION,
                        null));
    }

    Past packaged(String actor, Instant at) {
        return tell(
                actor,
                "10.0.0.1",
                at,
                new CredentialsPackaged(device, bundle, serial, Sha256.of(new byte[] {8}), at.plusSeconds(60)));
    }

    Past downloaded(String address, Instant at) {
        return tell("anonymous", address, at, new CredentialsDownloaded(device, bundle));
    }

    private Past tell(String actor, String address, Instant at, DeviceEvent event) {
        Map<String, String> origin = Map.of("actor", actor, "auth", "api_key", "address", address);
        log.publish(List.of(new GenericDomainEventMessage<>(
                "Device", device.value(), sequence++, new GenericMessage<>(event, origin), () -> at)));
        return this;
    }
}
