package org.deviceonboarding.domain.decision;

import java.util.List;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.event.DeviceDetailsChanged;
import org.deviceonboarding.domain.event.DeviceEvent;

/**
 * Decides about a change of a device's details. Whether another one has the new name is decided where names are kept.
 */
final class DetailsDecision {
    private DetailsDecision() {}

    static List<DeviceEvent> change(Device device, DeviceCommand.ChangeDetails command) {
        RefusalRules.requireOperators(device);
        RefusalRules.refuseIf(device, DeviceStatus.DECOMMISSIONED, RefusalRules.GONE_FOR_GOOD);
        return DeviceDetailsChanged.between(
                        device.id(), device.details(), command.patch().after(device.details()))
                .<List<DeviceEvent>>map(List::of)
                .orElse(List.of());
    }
}
