package org.deviceonboarding.messages.topics;

import java.util.List;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.device.DeviceStatus;
import org.deviceonboarding.messages.device.SerialNumber;
import org.pcollections.PSet;
import org.pcollections.TreePSet;

/**
 * What one device may reach.
 *
 * @param status unless it is {@code ACTIVE}, the device reaches nothing
 * @param live serial numbers of its certificates that are not revoked
 */
public record DeviceAccess(DeviceId id, DeviceStatus status, PSet<SerialNumber> live) {
    static DeviceAccess none(DeviceId id) {
        return new DeviceAccess(id, DeviceStatus.REVOKED, TreePSet.empty());
    }

    DeviceAccess with(SerialNumber serial) {
        return new DeviceAccess(id, status.issued(), live.plus(serial));
    }

    DeviceAccess without(SerialNumber serial) {
        PSet<SerialNumber> rest = live.minus(serial);
        return new DeviceAccess(id, rest.isEmpty() ? status.revoked() : status, rest);
    }

    DeviceAccess suspended() {
        return new DeviceAccess(id, status.suspended(), live);
    }

    DeviceAccess resumed() {
        return new DeviceAccess(id, status.resumed(), live);
    }

    DeviceAccess decommissioned() {
        return new DeviceAccess(id, DeviceStatus.DECOMMISSIONED, live);
    }

    public boolean granted() {
        return status == DeviceStatus.ACTIVE;
    }

    /** The rules in file order; empty when nothing is granted. */
    public List<TopicRule> rules() {
        return granted() ? List.of(TopicRule.ownSubtree(id)) : List.of();
    }
}
