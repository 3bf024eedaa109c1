package org.deviceonboarding.domain.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateExpiring;
import org.deviceonboarding.domain.event.DeviceEvent;

/** Decides whether the end of a certificate is near or has come, so that the log says it once. */
final class ExpiryDecision {
    private ExpiryDecision() {}

    static List<DeviceEvent> review(Device device, DeviceCommand.ReviewValidity command) {
        NewestCertificate newest = device.certificates().newest();
        if (device.ofThePortal() || newest == null) {
            return List.of();
        }
        List<DeviceEvent> events = new ArrayList<>();
        Device after = device;
        for (SerialNumber serial : over(device, command.now())) {
            DeviceCertificates held = after.certificates();
            events.add(new CertificateExpired(
                    device.id(), serial, held.live().size() - held.ended().size() - 1));
            after = Device.evolve(after, events.getLast());
        }
        Optional<Instant> due = after.certificates().renewalDue(command.window());
        if (due.isPresent() && !command.now().isBefore(due.get())) {
            events.add(new CertificateExpiring(device.id(), newest.serial(), newest.notAfter()));
        }
        return events;
    }

    /** The certificates that are over, which the log does not tell yet, in the order of their ends. */
    private static List<SerialNumber> over(Device device, Instant now) {
        return device.certificates().notEnded().entrySet().stream()
                .filter(certificate -> !now.isBefore(firstSecondAfter(certificate.getValue())))
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    // The last second of a validity belongs to it: TLS lets the certificate in until it has passed.
    private static Instant firstSecondAfter(Instant notAfter) {
        return notAfter.plusSeconds(1);
    }
}
