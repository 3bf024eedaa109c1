package org.deviceonboarding.domain.decision;

import java.util.List;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a registration: a device enters the fleet. Whether another one has its name or its key is decided
 * where names and keys are kept.
 */
final class RegistrationDecision {
    private RegistrationDecision() {}

    static List<DeviceEvent> register(@Nullable Device device, DeviceCommand.Register command) {
        if (device != null) {
            throw new Refused(RefusalCode.CONFLICT, "The device is registered already");
        }
        return List.of(
                DeviceRegistered.of(command.deviceId(), command.details()),
                command.certificate().issuedTo(command.deviceId(), IssueReason.REGISTRATION, null),
                command.bundle()
                        .packagedFor(command.deviceId(), command.certificate().serial()));
    }
}
