package org.deviceonboarding.query.broker;

import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.springframework.stereotype.Component;

/**
 * Keeps what is known of the brokers, and their receipts. Handles brokers' events only, so that registrations cost
 * nothing here. The rule is {@link BrokerModel#after}; the I/O comes once per batch.
 */
@Component
@ProcessingGroup(BrokerProjection.GROUP)
class BrokerProjection {
    static final String GROUP = "brokers";

    private final BrokerModels models;

    BrokerProjection(BrokerModels models) {
        this.models = models;
    }

    @EventHandler
    void on(BrokerEvent event, TrackingToken token, @Timestamp Instant at, UnitOfWork<?> unitOfWork) {
        BrokerBatch batch = unitOfWork.root().getOrComputeResource(GROUP, _ -> {
            BrokerBatch fresh = new BrokerBatch(models);
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
