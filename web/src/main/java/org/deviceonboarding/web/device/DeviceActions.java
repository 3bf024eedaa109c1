package org.deviceonboarding.web.device;

import org.deviceonboarding.domain.device.DeviceStatus;

/** What can be done with a device where it stands, as docs/architecture.md has it. */
record DeviceActions(
        boolean suspend, boolean resume, boolean renew, boolean reissue, boolean revoke, boolean decommission) {
    static DeviceActions of(DeviceStatus status) {
        return switch (status) {
            case ACTIVE -> new DeviceActions(true, false, true, false, true, true);
            case SUSPENDED -> new DeviceActions(false, true, false, false, true, true);
            case REVOKED -> new DeviceActions(false, false, false, true, false, true);
            case DECOMMISSIONED -> new DeviceActions(false, false, false, false, false, false);
        };
    }
}
