package org.deviceonboarding.audit.inquiry.whatif;

import org.deviceonboarding.domain.device.DeviceId;

/** Checks whether a text is a device id. */
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
