package org.deviceonboarding.domain.event;

import java.util.List;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.SerialNumber;
import org.jspecify.annotations.Nullable;

/**
 * A device was resumed: its certificates are good again.
 *
 * @param released those that were on hold, by serial number
 */
@Revision("1")
public record DeviceResumed(
        DeviceId deviceId,
        List<SerialNumber> released,
        @Nullable String comment) implements DeviceEvent {
    public DeviceResumed {
        released = List.copyOf(released);
    }
}
