package org.deviceonboarding.query.broker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.deviceonboarding.messages.broker.BrokerId;
import org.deviceonboarding.messages.event.BrokerEvent;
import org.deviceonboarding.messages.event.BrokerPolicyEnforced;
import org.deviceonboarding.messages.event.Recorded;
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
        long position = token.position().orElseThrow();
        Batch batch = unitOfWork.root().getOrComputeResource(GROUP, _ -> {
            Batch fresh = new Batch();
            unitOfWork.root().onPrepareCommit(_ -> models.save(fresh.changed.values(), fresh.receipts, fresh.position));
            return fresh;
        });
        BrokerId id = event.brokerId();
        BrokerModel before = batch.changed.containsKey(id)
                ? batch.changed.get(id)
                : models.find(id).orElse(null);
        if (before == null || before.position() < position) { // an event may arrive twice
            batch.changed.put(id, BrokerModel.after(before, new Recorded<>(position, at, event)));
        }
        if (event instanceof BrokerPolicyEnforced enforced) {
            batch.receipts.add(Receipt.of(new Recorded<>(position, at, enforced)));
        }
        batch.position = position;
    }

    @ResetHandler
    void forgetEverything() {
        models.clear();
    }

    private static final class Batch {
        final Map<BrokerId, BrokerModel> changed = new LinkedHashMap<>();
        final List<Receipt> receipts = new ArrayList<>();
        long position;
    }
}
