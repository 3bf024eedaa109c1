package org.deviceonboarding.query.fleet;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.event.DeviceEvent;
import org.deviceonboarding.messages.event.OnboardingEvent;
import org.deviceonboarding.messages.event.Recorded;
import org.deviceonboarding.messages.fleet.DeviceModel;
import org.springframework.stereotype.Component;

/**
 * Keeps the device model up to date. The rule is {@link DeviceModel#after}; here is only the I/O around it, once per
 * batch, in the transaction that also moves the processor's token.
 */
@Component
@ProcessingGroup(DeviceModelProjection.GROUP)
class DeviceModelProjection {
    static final String GROUP = "device-model";

    private final DeviceModels models;

    DeviceModelProjection(DeviceModels models) {
        this.models = models;
    }

    @EventHandler
    void on(OnboardingEvent event, TrackingToken token, @Timestamp Instant at, UnitOfWork<?> unitOfWork) {
        long position = token.position().orElseThrow();
        Batch batch = unitOfWork.root().getOrComputeResource(GROUP, _ -> {
            Batch fresh = new Batch();
            unitOfWork.root().onPrepareCommit(_ -> models.save(fresh.changed.values(), fresh.position));
            return fresh;
        });
        if (event instanceof DeviceEvent deviceEvent) {
            DeviceId id = deviceEvent.deviceId();
            DeviceModel before = batch.changed.containsKey(id)
                    ? batch.changed.get(id)
                    : models.find(id).orElse(null);
            if (before == null || before.position() < position) { // an event may arrive twice
                batch.changed.put(id, DeviceModel.after(before, new Recorded<>(position, at, deviceEvent)));
            }
        }
        batch.position = position;
    }

    @ResetHandler
    void forgetEverything() {
        models.clear();
    }

    private static final class Batch {
        final Map<DeviceId, DeviceModel> changed = new LinkedHashMap<>();
        long position;
    }
}
