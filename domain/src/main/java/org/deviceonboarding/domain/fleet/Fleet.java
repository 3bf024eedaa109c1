package org.deviceonboarding.domain.fleet;

import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The state of every device, by id. The rule is {@link DeviceModel#after}.
 *
 * @param devices canaries among them
 */
public record Fleet(PSortedMap<DeviceId, DeviceModel> devices) {
    public static final Fleet EMPTY = new Fleet(TreePMap.empty());

    /**
     * The fold: the fleet after one more event.
     *
     * @throws IllegalStateException if a device's history does not start with its registration
     */
    public Fleet after(Recorded<? extends OnboardingEvent> recorded) {
        return EventFilter.ofDevices(recorded).map(this::afterDevice).orElse(this);
    }

    private Fleet afterDevice(Recorded<DeviceEvent> recorded) {
        DeviceId id = recorded.event().deviceId();
        return new Fleet(devices.plus(id, DeviceModel.after(devices.get(id), recorded)));
    }
}
