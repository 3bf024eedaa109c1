package org.deviceonboarding.audit.asof;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.audit.required.KnownDevices;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.log.projection.ReadBarrier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many devices of which status there were. A device that nothing was ever taken from is active, as its fold says, so it need
 * not be folded to be counted; the few others are.
 */
@Component
class FleetThen {
    private static final int PAGE = 10_000;

    /** An event that is not followed by the rest of its registration yet lies no further back than that. */
    private static final int LONGEST_TRANSACTION = 3_000;

    private static final String CANARIES =
            "aggregate_identifier in (select device_id from device_model where type = '" + Canary.TYPE + "')";

    private final JdbcClient jdbc;
    private final KnownDevices models;
    private final DevicesThen devices;
    private final ReadBarrier barrier;

    FleetThen(JdbcClient jdbc, KnownDevices models, DevicesThen devices, ReadBarrier barrier) {
        this.jdbc = jdbc;
        this.models = models;
        this.devices = devices;
        this.barrier = barrier;
    }

    Map<DeviceStatus, Long> counts(long position) {
        barrier.await(position, models.projection()); // it knows which devices are canaries
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
        return jdbc.sql("""
                        select count(*) from domain_event_entry
                        where payload_type = 'DeviceRegistered' and global_index <= :position and not %s
                        """.formatted(CANARIES))
                .param("position", position)
                .query(Long.class)
                .single();
    }

    /** Devices that may be anything but active; the first half is as the index acting_events has it. */
    private List<String> touched(long position, String after) {
        return jdbc.sql("""
                        select aggregate_identifier from domain_event_entry
                        where payload_type in ('CertificateRevoked', 'DeviceSuspended', 'DeviceResumed',
                                               'DeviceDecommissioned', 'AclTemplateDefined')
                          and payload_type <> 'AclTemplateDefined'
                          and global_index <= :position and aggregate_identifier > :after
                        union
                        select aggregate_identifier from domain_event_entry
                        where payload_type = 'DeviceRegistered' and aggregate_identifier > :after
                          and global_index > :recent and global_index <= :position
                        order by aggregate_identifier limit :page
                        """)
                .param("position", position)
                .param("recent", position - LONGEST_TRANSACTION)
                .param("after", after)
                .param("page", PAGE)
                .query((row, _) -> row.getString("aggregate_identifier"))
                .list();
    }
}
