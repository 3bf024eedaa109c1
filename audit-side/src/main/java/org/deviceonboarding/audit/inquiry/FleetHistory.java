package org.deviceonboarding.audit.inquiry;

import java.util.List;
import java.util.Map;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.log.projection.KnownDevices;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads all devices as of a position, page by page and without canaries. The device model gives only the ids; the state of each
 * device comes from the log, so later events are in no answer.
 */
@Component
public class FleetHistory {
    private static final int PAGE = 500;

    private final KnownDevices devices;
    private final DeviceFolds folds;

    FleetHistory(KnownDevices devices, DeviceFolds folds) {
        this.devices = devices;
        this.folds = folds;
    }

    /** Takes one device after the other. */
    @FunctionalInterface
    public interface Visitor<S> {
        /** @return whether to continue */
        boolean visit(DeviceId device, S state);
    }

    /**
     * @param type null for all types
     * @param after the id after which to begin, in the order of {@link KnownDevices#ids}
     */
    public <S> void read(
            @Nullable String type, String after, long until, DeviceFolds.Fold<S> fold, Visitor<S> visitor) {
        String reached = after;
        List<DeviceId> page;
        do {
            page = devices.ids(type, reached, PAGE);
            Map<DeviceId, S> states = folds.of(page, until, fold);
            for (DeviceId device : page) {
                S state = states.get(device);
                if (state != null && !visitor.visit(device, state)) {
                    return;
                }
                reached = device.value();
            }
        } while (page.size() == PAGE);
    }
}
