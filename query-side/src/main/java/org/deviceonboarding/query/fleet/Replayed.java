package org.deviceonboarding.query.fleet;

import java.util.Optional;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.ledger.LogEntry;
import org.deviceonboarding.logformat.EntryReader;
import org.deviceonboarding.logformat.UnreadableEntry;
import org.jspecify.annotations.Nullable;

/** One device's history, as far as it was replayed, or why it cannot be. */
final class Replayed {
    private final String id;
    private final EntryReader reader;
    private @Nullable DeviceModel model;
    private @Nullable String fault;
    private long events;

    Replayed(String id, EntryReader reader) {
        this.reader = reader;
        this.id = id;
    }

    void add(LogEntry entry) {
        events++;
        if (fault == null) {
            try {
                fold(reader.read(entry));
            } catch (UnreadableEntry | IllegalStateException | IllegalArgumentException e) {
                fault = e.getMessage();
            }
        }
    }

    private void fold(Recorded<OnboardingEvent> recorded) {
        Optional<Recorded<DeviceEvent>> ofDevice = EventFilter.ofDevices(recorded)
                .filter(one -> one.event().deviceId().value().equals(id));
        if (ofDevice.isPresent()) {
            model = DeviceModel.after(model, ofDevice.get());
        } else {
            fault = "The entry at position " + recorded.position() + " is not of this device";
        }
    }

    long events() {
        return events;
    }

    @Nullable
    String fault() {
        return fault;
    }

    @Nullable
    DeviceRow row() {
        return model == null ? null : DeviceRow.of(model);
    }
}
