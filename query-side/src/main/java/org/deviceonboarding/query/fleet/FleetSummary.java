package org.deviceonboarding.query.fleet;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.domain.device.DeviceStatus;

/**
 * How many devices there are.
 *
 * @param byStatus every status, in the order of a device's life, whichever is asked for
 * @param expired of those active or suspended, how many have a certificate that ran out
 * @param expiring how many run out in the month, from this one on
 * @param later how many run out after that
 */
public record FleetSummary(Map<DeviceStatus, Long> byStatus, long expired, List<Month> expiring, long later) {
    public record Month(YearMonth month, long count) {}

    public long total() {
        return byStatus.values().stream().mapToLong(Long::longValue).sum();
    }
}
