package org.deviceonboarding.audit.asof;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.log.projection.KnownDevices;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.deviceonboarding.log.read.AggregateLog;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.LogFilter;
import org.springframework.stereotype.Component;

/**
 * Counts devices by status as of a position. A device that never lost anything is active, so it is counted without a fold; only
 * the few others are folded.
 */
@Component
class FleetAsOf {
    private static final int PAGE = 10_000;

    /** The events of one registration lie no further apart than this. */
    private static final int LONGEST_TRANSACTION = 3_000;

    private static final LogFilter REGISTERED = LogFilter.of(DeviceRegistered.class);
    private static final LogFilter TAKEN_FROM = LogFilter.of(
            CertificateRevoked.class, DeviceSuspended.class, DeviceResumed.class, DeviceDecommissioned.class);

    private final FilteredLog log;
    private final AggregateLog aggregates;
    private final KnownDevices known;
    private final DevicesAsOf devices;
    private final ReadBarrier barrier;

    FleetAsOf(FilteredLog log, AggregateLog aggregates, KnownDevices known, DevicesAsOf devices, ReadBarrier barrier) {
        this.log = log;
        this.aggregates = aggregates;
        this.known = known;
        this.devices = devices;
        this.barrier = barrier;
    }

    Map<DeviceStatus, Long> counts(long position) {
        barrier.await(position, known); // it knows which devices are canaries
        Map<DeviceStatus, Long> counts = new EnumMap<>(DeviceStatus.class);
        for (DeviceStatus status : DeviceStatus.values()) {
            counts.put(status, 0L);
        }
        long folded = 0;
        String after = "";
        List<String> page;
        do {
            page = touched(position, after);
            for (DeviceModel device : devices.of(page, position).values()) {
                if (!device.details().type().equals(Canary.TYPE)) {
                    counts.merge(device.status(), 1L, Long::sum);
                    folded++;
                }
            }
            after = page.isEmpty() ? after : page.getLast();
        } while (page.size() == PAGE);
        counts.merge(DeviceStatus.ACTIVE, registered(position) - folded, Long::sum);
        return counts;
    }

    private long registered(long position) {
        List<String> canaries = known.canaries().stream().map(DeviceId::value).toList();
        long then = aggregates.beginnings(canaries).values().stream()
                .filter(beginning -> beginning <= position)
                .count();
        return log.count(REGISTERED.until(position), Long.MAX_VALUE) - then;
    }

    /** The devices that may have another status than active. */
    private List<String> touched(long position, String after) {
        LogFilter recent = REGISTERED.after(position - LONGEST_TRANSACTION).until(position);
        return Stream.of(TAKEN_FROM.until(position), recent)
                .flatMap(filter -> aggregates.ids(filter, after, PAGE).stream())
                .sorted() // ids of devices sort alike here and in the database
                .distinct()
                .limit(PAGE)
                .toList();
    }
}
