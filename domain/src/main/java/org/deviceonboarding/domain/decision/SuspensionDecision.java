package org.deviceonboarding.domain.decision;

import java.util.List;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.HeldCertificate;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;

/** Decides about a suspension and its end: a device's certificates are put on hold, or the hold ends. */
final class SuspensionDecision {
    private static final String NOTHING_TO_HOLD = "The device's certificates are revoked; re-issue it to bring it back";

    private SuspensionDecision() {}

    static List<DeviceEvent> suspend(Device device, DeviceCommand.Suspend command) {
        requireSomethingToHold(device);
        if (device.status() == DeviceStatus.SUSPENDED) {
            return List.of();
        }
        List<HeldCertificate> held = device.certificates().live().entrySet().stream()
                .map(live -> new HeldCertificate(live.getKey(), live.getValue()))
                .toList();
        return List.of(new DeviceSuspended(device.id(), held, command.comment()));
    }

    static List<DeviceEvent> resume(Device device, DeviceCommand.Resume command) {
        requireSomethingToHold(device);
        if (device.status() == DeviceStatus.ACTIVE) {
            return List.of();
        }
        return List.of(new DeviceResumed(
                device.id(), List.copyOf(device.certificates().live().keySet()), command.comment()));
    }

    private static void requireSomethingToHold(Device device) {
        RefusalRules.requireOperators(device);
        RefusalRules.refuseIf(device, DeviceStatus.REVOKED, NOTHING_TO_HOLD);
        RefusalRules.refuseIf(device, DeviceStatus.DECOMMISSIONED, RefusalRules.GONE_FOR_GOOD);
    }
}
