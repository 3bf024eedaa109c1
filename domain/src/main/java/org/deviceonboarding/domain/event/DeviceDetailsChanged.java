package org.deviceonboarding.domain.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.OptionalDetail;
import org.jspecify.annotations.Nullable;

/**
 * A device's details changed. It carries what changed and nothing else: what is absent stayed as it was, and what went
 * away is named among the removed.
 *
 * @param name the new one, null if it stayed
 * @param location likewise
 * @param firmware likewise
 * @param labels those that are new or have another value
 * @param removed what the device no longer has
 * @param removedLabels the keys of the labels that it no longer has, sorted
 */
@Revision("1")
public record DeviceDetailsChanged(
        DeviceId deviceId,
        @Nullable String name,
        @Nullable String location,
        @Nullable String firmware,
        Map<String, String> labels,
        List<OptionalDetail> removed,
        List<String> removedLabels)
        implements DeviceEvent {

    public DeviceDetailsChanged {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        removed = List.copyOf(removed);
        removedLabels = List.copyOf(removedLabels);
    }

    /** The event that leads from one to the other; nothing if they are the same. A device's type stays what it was. */
    public static Optional<DeviceDetailsChanged> between(DeviceId deviceId, DeviceDetails before, DeviceDetails after) {
        if (before.equals(after)) {
            return Optional.empty();
        }
        List<OptionalDetail> removed = new ArrayList<>();
        if (before.location() != null && after.location() == null) {
            removed.add(OptionalDetail.LOCATION);
        }
        if (before.firmware() != null && after.firmware() == null) {
            removed.add(OptionalDetail.FIRMWARE);
        }
        Map<String, String> labels = new TreeMap<>(after.labels());
        labels.entrySet().removeAll(before.labels().entrySet());
        return Optional.of(new DeviceDetailsChanged(
                deviceId,
                changed(before.name(), after.name()),
                changed(before.location(), after.location()),
                changed(before.firmware(), after.firmware()),
                labels,
                removed,
                before.labels().keySet().stream()
                        .filter(key -> !after.labels().containsKey(key))
                        .toList()));
    }

    private static @Nullable String changed(@Nullable String before, @Nullable String after) {
        return Objects.equals(before, after) ? null : after;
    }

    /** What is said of the device from here on. */
    public DeviceDetails after(DeviceDetails before) {
        Map<String, String> rest = new TreeMap<>(before.labels());
        rest.keySet().removeAll(removedLabels);
        rest.putAll(labels);
        return new DeviceDetails(
                name == null ? before.name() : name,
                before.type(),
                removed.contains(OptionalDetail.LOCATION) ? null : location == null ? before.location() : location,
                removed.contains(OptionalDetail.FIRMWARE) ? null : firmware == null ? before.firmware() : firmware,
                rest);
    }
}
