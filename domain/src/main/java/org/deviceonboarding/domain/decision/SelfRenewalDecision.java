package org.deviceonboarding.domain.decision;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.command.SelfRenewal;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;

/**
 * Decides about a device's own request for its next certificate. TLS has shown no more than that it holds one of ours.
 */
final class SelfRenewalDecision {
    private SelfRenewalDecision() {}

    static List<DeviceEvent> check(Device device, DeviceCommand.CheckSelfRenewal command) {
        requireRight(device, command);
        if (issuedBefore(device, command).isEmpty()) {
            refuseHaste(device, command.now());
        }
        return List.of();
    }

    static List<DeviceEvent> renew(Device device, DeviceCommand.RenewItself command) {
        requireRight(device, command);
        if (issuedBefore(device, command).isPresent()) {
            return List.of();
        }
        refuseHaste(device, command.now());
        return List.of(Consequences.issued(device, command.certificate(), IssueReason.RENEWAL));
    }

    /** What the device may expect. */
    static SelfRenewal offer(Device device, DeviceCommand.CheckSelfRenewal command) {
        return new SelfRenewal(
                issuedBefore(device, command).map(NewestCertificate::pem).orElse(null),
                newest(device).lifetime());
    }

    /** The one that counts from here on. */
    static String certificate(Device device) {
        return newest(device).pem();
    }

    private static void requireRight(Device device, DeviceCommand.SelfRenew command) {
        Instant end = device.certificates().live().get(command.presented());
        if (end == null || device.ofThePortal()) {
            throw new Refused(RefusalCode.FORBIDDEN, "This certificate is revoked, or was never the device's");
        }
        if (command.now().isAfter(end)) {
            throw new Refused(RefusalCode.FORBIDDEN, "This certificate has expired");
        }
        if (device.status() != DeviceStatus.ACTIVE) {
            throw new Refused(RefusalCode.FORBIDDEN, "The device is not active");
        }
    }

    // The newest, if the device has not been seen with it: then it asks again for what it did not get.
    private static Optional<NewestCertificate> issuedBefore(Device device, DeviceCommand.SelfRenew command) {
        NewestCertificate newest = newest(device);
        return Optional.of(newest)
                .filter(one -> !one.serial().equals(command.presented()))
                .filter(one -> device.certificates().live().containsKey(one.serial()))
                .filter(one -> !command.now().isAfter(one.notAfter()))
                .filter(one -> one.isFor(command.key()));
    }

    private static void refuseHaste(Device device, Instant now) {
        device.certificates().pace().delay(now).ifPresent(delay -> {
            throw new Refused(
                    RefusalCode.RATE_LIMITED,
                    "The device got %d certificates within a day".formatted(IssuingPace.MOST),
                    Map.of("retry_after", Long.toString(delay.toSeconds() + 1)));
        });
    }

    private static NewestCertificate newest(Device device) {
        return requireNonNull(device.certificates().newest());
    }
}
