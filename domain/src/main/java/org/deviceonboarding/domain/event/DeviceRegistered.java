package org.deviceonboarding.domain.event;

import java.util.Map;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;

/** A device was registered. The fields are those of {@link DeviceDetails}. */
@Revision("1")
public record DeviceRegistered(
        DeviceId deviceId,
        String name,
        String type,
        @Nullable String location,
        @Nullable String firmware,
        Map<String, String> labels)
        implements DeviceEvent {

    public static DeviceRegistered of(DeviceId deviceId, DeviceDetails details) {
        return new DeviceRegistered(
                deviceId, details.name(), details.type(), details.location(), details.firmware(), details.labels());
    }

    public DeviceDetails details() {
        return new DeviceDetails(name, type, location, firmware, labels);
    }
}
