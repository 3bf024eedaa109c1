package org.deviceonboarding.query.fleet;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.fleet.DeviceModel;

/** Some events that follow each other, brought into the table at once: each model is read once and written once. */
final class DeviceModelBatch {
    private final DeviceModels models;
    private final Map<DeviceId, Optional<DeviceModel>> known = new HashMap<>();
    private final Map<DeviceId, DeviceModel> changed = new LinkedHashMap<>();
    private long position;

    DeviceModelBatch(DeviceModels models) {
        this.models = models;
    }

    /** Reads in one go what is going to be asked for. */
    void expect(Collection<DeviceId> devices) {
        devices.forEach(id -> known.put(id, Optional.empty()));
        models.find(devices).forEach(model -> known.put(model.id(), Optional.of(model)));
    }

    void add(Recorded<? extends OnboardingEvent> recorded) {
        EventFilter.ofDevices(recorded).ifPresent(this::fold);
        position = recorded.position();
    }

    private void fold(Recorded<DeviceEvent> recorded) {
        DeviceId id = recorded.event().deviceId();
        DeviceModel before = known.computeIfAbsent(id, models::find).orElse(null);
        if (before == null || before.position() < recorded.position()) { // an event may arrive twice
            DeviceModel after = DeviceModel.after(before, recorded);
            known.put(id, Optional.of(after));
            changed.put(id, after);
        }
    }

    void save() {
        models.save(changed.values(), position);
    }
}
