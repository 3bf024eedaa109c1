package org.deviceonboarding.domain.decision;

import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.ValidityState;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;

/**
 * Decides about a renewal: an active device gets a further certificate, because an operator asks for it or because it
 * is due.
 */
final class RenewalDecision {
    private static final String TO_BE_RESUMED = "Resume it before it is renewed";
    private static final String TO_BE_REISSUED =
            "The device's certificates are revoked; only POST /reissue/{id} brings it back";
    private static final String NOT_DUE = "The device's certificate is not due";

    private RenewalDecision() {}

    static List<DeviceEvent> check(Device device) {
        RefusalRules.requireOperators(device);
        RefusalRules.refuseIf(device, DeviceStatus.SUSPENDED, TO_BE_RESUMED);
        RefusalRules.refuseIf(device, DeviceStatus.REVOKED, TO_BE_REISSUED);
        RefusalRules.refuseIf(device, DeviceStatus.DECOMMISSIONED, RefusalRules.GONE_FOR_GOOD);
        return List.of();
    }

    static List<DeviceEvent> renew(Device device, DeviceCommand.Renew command, long seen) {
        check(device);
        RefusalRules.refuseIfTurned(device, seen);
        List<DeviceEvent> events = new ArrayList<>(
                Consequences.certified(device, command.certificate(), command.bundle(), IssueReason.RENEWAL));
        if (command.revokePrevious()) {
            events.addAll(
                    Consequences.revoked(device.id(), device.certificates().live(), RevocationReason.SUPERSEDED, null));
            events.addAll(Consequences.expired(device, device.waiting()));
        }
        return events;
    }

    static List<DeviceEvent> prepare(Device device, DeviceCommand.PrepareRenewal command, long seen) {
        check(device);
        RefusalRules.refuseIfTurned(device, seen);
        NewestCertificate newest = device.certificates().newest();
        if (newest == null || newest.told() != ValidityState.EXPIRING) {
            throw new Refused(RefusalCode.CONFLICT, NOT_DUE);
        }
        return Consequences.certified(device, command.certificate(), command.bundle(), IssueReason.RENEWAL);
    }
}
