package org.deviceonboarding.audit.asof;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.log.read.AggregateLog;
import org.deviceonboarding.log.read.StoredLog;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.logformat.UnreadableEntry;
import org.springframework.stereotype.Component;

/** Folds given devices as of a position, each from its own history. */
@Component
class DevicesAsOf {
    private final AggregateLog log;
    private final EntryReader events = new EntryReader();

    DevicesAsOf(AggregateLog log) {
        this.log = log;
    }

    /** The devices by their ids; a device that was not registered by then is missing. */
    Map<String, DeviceModel> of(List<String> ids, long position) {
        Map<String, DeviceModel> devices = new TreeMap<>();
        log.read(ids, position, (StoredLog.Reader<RuntimeException>) entry -> {
            EventFilter.ofDevices(recorded(entry))
                    .ifPresent(recorded -> devices.put(
                            entry.aggregateId(), DeviceModel.after(devices.get(entry.aggregateId()), recorded)));
        });
        return devices;
    }

    private Recorded<? extends OnboardingEvent> recorded(LogEntry entry) {
        try {
            return events.read(entry);
        } catch (UnreadableEntry e) {
            throw new Refused(RefusalCode.CONFLICT, "The log does not add up. " + e.getMessage());
        }
    }
}
