package org.deviceonboarding.command.details;

import java.util.Map;
import org.deviceonboarding.messages.device.DeviceDetails;
import org.deviceonboarding.messages.device.DeviceId;
import org.jspecify.annotations.Nullable;

/** What is said of a device from here on. */
record ChangedAnswer(
        DeviceId deviceId,
        String name,
        String type,
        @Nullable String location,
        @Nullable String firmware,
        Map<String, String> labels,
        long position) {
    static ChangedAnswer of(DeviceId id, DeviceDetails details, long position) {
        return new ChangedAnswer(
                id, details.name(), details.type(), details.location(), details.firmware(), details.labels(), position);
    }
}
