package org.deviceonboarding.audit.inquiry.whatif;

import org.deviceonboarding.domain.device.DeviceId;

/** Tells device ids from other texts. */
final class DeviceIdFormat {
    private DeviceIdFormat() {}

    static boolean isOne(String text) {
        try {
            new DeviceId(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
