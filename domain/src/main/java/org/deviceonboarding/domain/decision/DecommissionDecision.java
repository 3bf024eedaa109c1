package org.deviceonboarding.domain.decision;

import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceEvent;

/** Decides about a decommissioning: the device leaves the fleet for good. */
final class DecommissionDecision {
    private DecommissionDecision() {}

    static List<DeviceEvent> check(Device device) {
        RefusalRules.requireOperators(device);
        return List.of();
    }

    static List<DeviceEvent> decommission(Device device, DeviceCommand.Decommission command) {
        check(device);
        if (device.status() == DeviceStatus.DECOMMISSIONED) {
            return List.of();
        }
        List<DeviceEvent> events = new ArrayList<>(
                RevocationDecision.revokeAll(device, RevocationReason.CESSATION_OF_OPERATION, command.comment()));
        events.add(new DeviceDecommissioned(device.id(), command.comment()));
        return events;
    }
}
