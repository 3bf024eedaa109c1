package org.deviceonboarding.domain.decision;

import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.jspecify.annotations.Nullable;

/** Decides about a revocation: all of a device's certificates become void, and its bundles with them. */
final class RevocationDecision {
    private RevocationDecision() {}

    static List<DeviceEvent> revoke(Device device, DeviceCommand.Revoke command) {
        RefusalRules.requireOperators(device);
        return revokeAll(device, command.reason(), command.comment());
    }

    static List<DeviceEvent> revokeAll(Device device, RevocationReason reason, @Nullable String comment) {
        List<DeviceEvent> events = new ArrayList<>();
        events.addAll(Consequences.revoked(device.id(), device.certificates().live(), reason, comment));
        events.addAll(Consequences.expired(device, device.waiting()));
        return events;
    }
}
