package org.deviceonboarding.domain.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;

/**
 * A change of a device's details (RFC 7396): what is absent stays as it is. Its values keep the rules of {@link
 * DeviceDetails}.
 *
 * @param name null if it stays
 * @param location nothing in it: to be removed; null if it stays
 * @param firmware likewise
 * @param allLabelsGo whether the labels that the device has go before those of the patch come
 * @param labels by key
 */
public record DetailsPatch(
        @Nullable String name,
        @Nullable Wish location,
        @Nullable Wish firmware,
        boolean allLabelsGo,
        Map<String, Wish> labels) {

    public DetailsPatch {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** What a member is to be; with null, it is to be no more. */
    public record Wish(@Nullable String value) {}

    /** @throws Refused if the device would have too many labels */
    public DeviceDetails after(DeviceDetails before) {
        Map<String, String> all = new TreeMap<>(allLabelsGo ? Map.of() : before.labels());
        labels.forEach((key, wish) -> {
            if (wish.value() == null) {
                all.remove(key);
            } else {
                all.put(key, wish.value());
            }
        });
        if (all.size() > DeviceDetails.MAX_LABELS) {
            throw new Refused(
                    RefusalCode.VALIDATION_ERROR,
                    "The request breaks a rule",
                    Map.of("labels", "must be at most " + DeviceDetails.MAX_LABELS + " labels"));
        }
        return new DeviceDetails(
                name == null ? before.name() : name,
                before.type(),
                location == null ? before.location() : location.value(),
                firmware == null ? before.firmware() : firmware.value(),
                all);
    }
}
