package org.deviceonboarding.log.projection;

import java.util.List;
import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;

/** Lists the devices that there are now; canaries are in a list of their own. */
public interface KnownDevices extends Projection {
    /**
     * Devices of any status, by id.
     *
     * @param type null for all types
     * @param after the id after which to begin, in the order of this list
     */
    List<DeviceId> ids(@Nullable String type, String after, int limit);

    /** The device of each type that was registered first. */
    List<DeviceId> firstOfEachType();

    /** The canaries, which brokers are probed with. */
    List<DeviceId> canaries();

    /** The number of active devices of a type. */
    long active(String type);
}
