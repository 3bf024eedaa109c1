package org.deviceonboarding.web.device;

import org.deviceonboarding.domain.device.DeviceStatus;

/** The actions that a device's status allows; docs/architecture.md has the table. */
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
