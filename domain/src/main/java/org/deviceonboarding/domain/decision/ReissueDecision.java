package org.deviceonboarding.domain.decision;

import java.util.List;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.event.DeviceEvent;

/** Decides about a re-issue: a revoked device comes back with a new certificate. */
final class ReissueDecision {
    private static final String NOT_REVOKED = "Only a revoked device is re-issued";

    private ReissueDecision() {}

    static List<DeviceEvent> check(Device device) {
        RefusalRules.requireOperators(device);
        RefusalRules.refuseIf(device, DeviceStatus.ACTIVE, NOT_REVOKED);
        RefusalRules.refuseIf(device, DeviceStatus.SUSPENDED, NOT_REVOKED);
        RefusalRules.refuseIf(device, DeviceStatus.DECOMMISSIONED, RefusalRules.GONE_FOR_GOOD);
        return List.of();
    }

    static List<DeviceEvent> reissue(Device device, DeviceCommand.Reissue command, long seen) {
        check(device);
        RefusalRules.refuseIfTurned(device, seen);
        return Consequences.certified(device, command.certificate(), command.bundle(), IssueReason.REISSUE);
    }
}
