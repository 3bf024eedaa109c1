package org.deviceonboarding.command.details;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.command.device.NameWarning;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;

/** The answer to a change of details: the device's details from now on. */
record ChangedAnswer(
        DeviceId deviceId,
        String name,
        String type,
        @Nullable String location,
        @Nullable String firmware,
        Map<String, String> labels,
        long position,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        List<NameWarning> warnings) {
    static ChangedAnswer of(DeviceId id, DeviceDetails details, long position, List<NameWarning> warnings) {
        return new ChangedAnswer(
                id,
                details.name(),
                details.type(),
                details.location(),
                details.firmware(),
                details.labels(),
                position,
                warnings);
    }
}
