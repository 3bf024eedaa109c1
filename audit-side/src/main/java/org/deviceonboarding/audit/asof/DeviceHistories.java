package org.deviceonboarding.audit.asof;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.read.AggregateLog;
import org.deviceonboarding.log.read.AggregateLog.Place;
import org.deviceonboarding.log.read.LogFilter;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.logformat.UnreadableEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Folds the devices as of a position, one after the other. Devices do not depend on each other, so the log is read page by page in
 * the order of devices, and only one device is in memory at a time.
 */
@Component
class DeviceHistories {
    private static final LogFilter OF_DEVICES =
            LogFilter.ALL.types(Stream.of(DeviceEvent.class.getPermittedSubclasses())
                    .map(Class::getSimpleName)
                    .toList());

    private final AggregateLog log;
    private final EntryReader events = new EntryReader();

    DeviceHistories(AggregateLog log) {
        this.log = log;
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
     * @param only the one device to read, or null for all
     * @param after the device after which to begin, or null to begin with the first
     */
    void read(long until, @Nullable DeviceId only, @Nullable DeviceId after, Reader reader) throws IOException {
        LogFilter filter = (only == null ? OF_DEVICES : OF_DEVICES.aggregate(only.value())).until(until);
        Place reached = Place.behind(after == null ? "" : after.value());
        DeviceModel device = null;
        List<LogEntry> page;
        do {
            page = log.page(filter, reached);
            for (LogEntry entry : page) {
                Recorded<DeviceEvent> recorded = recorded(entry);
                if (device != null && !device.id().equals(recorded.event().deviceId())) {
                    if (!reader.read(device)) {
                        return;
                    }
                    device = null;
                }
                device = after(device, recorded);
                reached = Place.of(entry);
            }
        } while (page.size() == AggregateLog.PAGE);
        if (device != null) {
            reader.read(device);
        }
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
