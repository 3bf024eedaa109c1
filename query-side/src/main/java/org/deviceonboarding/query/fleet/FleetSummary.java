package org.deviceonboarding.query.fleet;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.domain.device.DeviceStatus;

/**
 * The counts of the fleet.
 *
 * @param byStatus the count of every status, in the order of a device's lifecycle, whichever status is filtered
 * @param expired the active and suspended devices with an expired certificate
 * @param expiring the number of certificates that end in each month, from this month on
 * @param later the number of certificates that end after these months
 */
public record FleetSummary(Map<DeviceStatus, Long> byStatus, long expired, List<Month> expiring, long later) {
    public record Month(YearMonth month, long count) {}

    public long total() {
        return byStatus.values().stream().mapToLong(Long::longValue).sum();
    }
}
