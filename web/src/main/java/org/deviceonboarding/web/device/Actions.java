package org.deviceonboarding.web.device;

import org.deviceonboarding.domain.device.DeviceStatus;

/** What can be done with a device where it stands, as docs/architecture.md has it. */
record Actions(boolean suspend, boolean resume, boolean renew, boolean reissue, boolean revoke, boolean decommission) {
    static Actions of(DeviceStatus status) {
        return switch (status) {
            case ACTIVE -> new Actions(true, false, true, false, true, true);
            case SUSPENDED -> new Actions(false, true, false, false, true, true);
            case REVOKED -> new Actions(false, false, false, true, false, true);
            case DECOMMISSIONED -> new Actions(false, false, false, false, false, false);
        };
    }
}
