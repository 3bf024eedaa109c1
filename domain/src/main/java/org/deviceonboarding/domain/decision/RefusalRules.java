package org.deviceonboarding.domain.decision;

import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;

/** The rules that several decisions share. Each refuses, or lets the decision go on. */
final class RefusalRules {
    static final String GONE_FOR_GOOD = "The device was decommissioned";

    private static final String OF_THE_PORTAL = "The device belongs to the portal";
    private static final String TURNED =
            "The device has lost access or got another certificate since this was asked for; look again";

    private RefusalRules() {}

    /** Operators do not touch the portal's own devices. */
    static void requireOperators(Device device) {
        if (device.ofThePortal()) {
            throw new Refused(RefusalCode.CONFLICT, OF_THE_PORTAL);
        }
    }

    static void refuseIf(Device device, DeviceStatus unfit, String detail) {
        if (device.status() == unfit) {
            throw new Refused(RefusalCode.CONFLICT, detail);
        }
    }

    /** Somebody who did not know of it must not undo it; that the device is back meanwhile changes nothing about that. */
    static void refuseIfTurned(Device device, long seen) {
        if (device.turned() > seen) {
            throw new Refused(RefusalCode.CONFLICT, TURNED);
        }
    }
}
