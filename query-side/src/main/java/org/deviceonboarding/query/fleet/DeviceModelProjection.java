package org.deviceonboarding.query.fleet;

import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.fleet.DeviceModel;
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
        DeviceModelBatch batch = unitOfWork.root().getOrComputeResource(GROUP, _ -> {
            DeviceModelBatch fresh = new DeviceModelBatch(models);
            unitOfWork.root().onPrepareCommit(_ -> fresh.save());
            return fresh;
        });
        batch.add(new Recorded<>(token.position().orElseThrow(), at, event));
    }

    @ResetHandler
    void forgetEverything() {
        models.clear();
    }
}
