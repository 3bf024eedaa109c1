package org.deviceonboarding.command.job.change;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;

/** A request's choice of devices: by a filter or by their ids. */
record Choice(
        @Nullable Map<String, @Nullable String> filter,
        @Nullable List<@Nullable DeviceId> deviceIds) {
    /** @throws Refused if it says both or neither, means too many, or names a device that there is not */
    List<FleetSearch.Chosen> in(FleetSearch fleet, int limit) {
        List<FleetSearch.Chosen> chosen = filter != null && deviceIds == null
                ? matching(fleet, filter, limit)
                : filter == null && deviceIds != null ? named(fleet, deviceIds) : neither();
        if (chosen.size() > limit) {
            throw invalid("filter", "matches more than " + limit + " devices");
        }
        return chosen;
    }

    private static List<FleetSearch.Chosen> matching(
            FleetSearch fleet, Map<String, @Nullable String> filter, int limit) {
        Map<String, String> given = new TreeMap<>();
        filter.forEach((name, value) -> {
            if (value == null) {
                throw invalid("filter", "has a member without a value");
            }
            given.put(name, value);
        });
        return fleet.matching(given, limit);
    }

    private static List<FleetSearch.Chosen> named(FleetSearch fleet, List<@Nullable DeviceId> ids) {
        List<DeviceId> distinct = ids.stream()
                .map(id -> {
                    if (id == null) {
                        throw invalid("device_ids", "must be device ids");
                    }
                    return id;
                })
                .distinct()
                .toList();
        List<FleetSearch.Chosen> found = fleet.named(distinct);
        if (found.size() < distinct.size()) {
            throw invalid("device_ids", "names " + (distinct.size() - found.size()) + " devices that there are not");
        }
        return found;
    }

    private static List<FleetSearch.Chosen> neither() {
        throw invalid("filter", "must be given, or device_ids, and not both");
    }

    private static Refused invalid(String field, String message) {
        return new Refused(RefusalCode.VALIDATION_ERROR, "The request breaks a rule", Map.of(field, message));
    }
}
