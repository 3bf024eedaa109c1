package org.deviceonboarding.audit.asof;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.read.StoredLog;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.logformat.UnreadableEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was true of each device, one after the other. Devices do not depend on each other, so the log is read in the order
 * of devices, by the page, and no more than one device is folded at a time.
 */
@Component
class DeviceHistories {
    private static final String KINDS = Arrays.stream(DeviceEvent.class.getPermittedSubclasses())
            .map(kind -> "'" + kind.getSimpleName() + "'")
            .collect(Collectors.joining(", "));

    private final JdbcClient jdbc;
    private final EntryReader events = new EntryReader();

    DeviceHistories(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes one device after the other. */
    @FunctionalInterface
    interface Reader {
        /** @return whether there may be more */
        boolean read(DeviceModel device) throws IOException;
    }

    /**
     * The devices as they were at a position of the log, by id.
     *
     * @param only none but this one, or null for all
     * @param after those behind this one, or null for all
     */
    void read(long until, @Nullable DeviceId only, @Nullable DeviceId after, Reader reader) throws IOException {
        String aggregate = after == null ? "" : after.value();
        long sequence = Long.MAX_VALUE;
        DeviceModel device = null;
        List<LogEntry> page;
        do {
            page = page(until, only, aggregate, sequence);
            for (LogEntry entry : page) {
                Recorded<DeviceEvent> recorded = recorded(entry);
                if (device != null && !device.id().equals(recorded.event().deviceId())) {
                    if (!reader.read(device)) {
                        return;
                    }
                    device = null;
                }
                device = after(device, recorded);
                aggregate = entry.aggregateId();
                sequence = entry.sequence();
            }
        } while (page.size() == StoredLog.PAGE);
        if (device != null) {
            reader.read(device);
        }
    }

    private List<LogEntry> page(long until, @Nullable DeviceId only, String aggregate, long sequence) {
        String narrower = only == null ? "" : " and aggregate_identifier = :only";
        // The position is no parameter: early in a long log another index leads to it than late, and a plan for any
        // position would take the one for late ones.
        JdbcClient.StatementSpec query = jdbc.sql("""
                        select %s
                        from domain_event_entry
                        where payload_type in (%s) and global_index <= %d%s
                          and (aggregate_identifier, sequence_number) > (:device, :sequence)
                        order by aggregate_identifier, sequence_number limit :page
                        """.formatted(StoredLog.COLUMNS, KINDS, until, narrower))
                .param("device", aggregate)
                .param("sequence", sequence)
                .param("page", StoredLog.PAGE);
        return (only == null ? query : query.param("only", only.value()))
                .query(StoredLog::entry)
                .list();
    }

    private Recorded<DeviceEvent> recorded(LogEntry entry) {
        try {
            Recorded<?> recorded = events.read(entry);
            return new Recorded<>(recorded.position(), recorded.at(), (DeviceEvent) recorded.event());
        } catch (UnreadableEntry e) {
            throw doesNotAddUp(e);
        }
    }

    private static DeviceModel after(@Nullable DeviceModel device, Recorded<DeviceEvent> recorded) {
        try {
            return DeviceModel.after(device, recorded);
        } catch (IllegalStateException e) {
            throw doesNotAddUp(e);
        }
    }

    // Somebody changed it: no fault of this server's, and no answer to give.
    private static Refused doesNotAddUp(Exception e) {
        return new Refused(RefusalCode.CONFLICT, "The log does not add up. " + e.getMessage());
    }
}
