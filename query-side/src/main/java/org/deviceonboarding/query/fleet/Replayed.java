package org.deviceonboarding.query.fleet;

import org.deviceonboarding.domain.event.DeviceEvent;
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
        if (recorded.event() instanceof DeviceEvent event
                && event.deviceId().value().equals(id)) {
            model = DeviceModel.after(model, new Recorded<>(recorded.position(), recorded.at(), event));
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
