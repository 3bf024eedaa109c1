package org.deviceonboarding.query.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.Recorded;

/** Some events that follow each other, brought into the tables at once. */
final class BrokerBatch {
    private final BrokerModels models;
    private final Map<BrokerId, Optional<BrokerModel>> known = new HashMap<>();
    private final Map<BrokerId, BrokerModel> changed = new LinkedHashMap<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private long position;

    BrokerBatch(BrokerModels models) {
        this.models = models;
    }

    void add(Recorded<? extends BrokerEvent> recorded) {
        BrokerId id = recorded.event().brokerId();
        BrokerModel before = known.computeIfAbsent(id, models::find).orElse(null);
        if (before == null || before.position() < recorded.position()) { // an event may arrive twice
            BrokerModel after = BrokerModel.after(before, recorded);
            known.put(id, Optional.of(after));
            changed.put(id, after);
        }
        EventFilter.ofEnforcement(recorded).map(Receipt::of).ifPresent(receipts::add);
        position = recorded.position();
    }

    void save() {
        models.save(changed.values(), receipts, position);
    }
}
