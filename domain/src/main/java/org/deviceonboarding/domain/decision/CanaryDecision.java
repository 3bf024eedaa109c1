package org.deviceonboarding.domain.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.command.SignedCertificate;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.jspecify.annotations.Nullable;

/** Decides about a certificate for a broker's canary: one that is good, or one that the broker must refuse. */
final class CanaryDecision {
    private static final String MEANT_TO_BE_VOID = "A broker must turn this certificate away";

    private CanaryDecision() {}

    static List<DeviceEvent> issue(@Nullable Device device, DeviceCommand.IssueCanary command) {
        SignedCertificate certificate = command.certificate();
        NewestCertificate newest = device == null ? null : device.certificates().newest();
        List<DeviceEvent> events = new ArrayList<>();
        if (device == null || newest == null) {
            events.add(DeviceRegistered.of(command.deviceId(), command.details()));
            events.add(certificate.issuedTo(command.deviceId(), IssueReason.REGISTRATION, null));
        } else if (newest.isFor(certificate.key())) {
            return List.of();
        } else {
            events.addAll(renewed(device, certificate));
        }
        if (command.outcast()) {
            events.addAll(Consequences.revoked(
                    command.deviceId(),
                    Map.of(certificate.serial(), certificate.notAfter()),
                    RevocationReason.CESSATION_OF_OPERATION,
                    MEANT_TO_BE_VOID));
        }
        return events;
    }

    private static List<DeviceEvent> renewed(Device device, SignedCertificate certificate) {
        List<DeviceEvent> events = new ArrayList<>();
        boolean revoked = device.certificates().live().isEmpty();
        events.add(Consequences.issued(device, certificate, revoked ? IssueReason.REISSUE : IssueReason.RENEWAL));
        events.addAll(
                Consequences.revoked(device.id(), device.certificates().live(), RevocationReason.SUPERSEDED, null));
        return events;
    }
}
