package org.deviceonboarding.messages.topics;

import java.util.List;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.device.SerialNumber;
import org.pcollections.PSet;
import org.pcollections.TreePSet;

/**
 * What one device may reach.
 *
 * @param live serial numbers of its certificates that are not revoked; without any it reaches nothing
 */
public record DeviceAccess(DeviceId id, PSet<SerialNumber> live) {
    static DeviceAccess none(DeviceId id) {
        return new DeviceAccess(id, TreePSet.empty());
    }

    DeviceAccess with(SerialNumber serial) {
        return new DeviceAccess(id, live.plus(serial));
    }

    DeviceAccess without(SerialNumber serial) {
        return new DeviceAccess(id, live.minus(serial));
    }

    public boolean granted() {
        return !live.isEmpty();
    }

    /** The rules in file order; empty when nothing is granted. */
    public List<TopicRule> rules() {
        return granted() ? List.of(TopicRule.ownSubtree(id)) : List.of();
    }
}
