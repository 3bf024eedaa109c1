package org.deviceonboarding.query.broker;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.EventFilter;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.log.readmodel.FoldedTable;
import org.deviceonboarding.log.readmodel.ReadModel;
import org.deviceonboarding.log.readmodel.ReadModelReader;
import org.deviceonboarding.log.readmodel.ReadModels;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Defines the read model of brokers: a row for each broker, folded by {@link BrokerModel#after}, and one for each receipt. */
@Configuration(proxyBeanMethods = false)
class BrokerReadModel {
    static final String READER = "brokers";

    @Bean
    ReadModelReader brokerReader(ReadModels models) {
        return models.keep(new ReadModel("brokers", READER, "broker_events", List.of(brokers(), receipts())));
    }

    private static FoldedTable<BrokerId, BrokerModel> brokers() {
        return new FoldedTable<BrokerId, BrokerModel>(
                        "broker",
                        OnboardingEvent.kinds(BrokerEvent.class),
                        event -> EventFilter.ofBrokers(event)
                                .map(broker -> broker.event().brokerId())
                                .stream()
                                .toList(),
                        (_, before, event) -> EventFilter.ofBrokers(event)
                                .map(broker -> BrokerModel.after(before, broker))
                                .orElse(before))
                .called("brokers")
                .key("broker_id", "text collate \"C\"", BrokerId::value)
                .column("retired", "boolean not null", BrokerModel::retired)
                .document(BrokerModels.JSON, BrokerModel.class, BrokerModel::id);
    }

    private static FoldedTable<Receipt.Key, Receipt> receipts() {
        return new FoldedTable<Receipt.Key, Receipt>(
                        "broker_receipt",
                        Set.of(BrokerPolicyEnforced.class),
                        event -> receipt(event).map(Receipt::key).stream().toList(),
                        (_, before, event) -> receipt(event).orElse(before))
                .called("receipts")
                .key("broker_id", "text collate \"C\"", key -> key.brokerId().value())
                .key("log_position", "bigint", Receipt.Key::logPosition)
                .column("position", "bigint not null", Receipt::position)
                .column("recorded_at", "timestamptz not null", Receipt::recordedAt)
                .column("latency_millis", "bigint", Receipt::latencyMillis)
                .readBy(Receipt::read, Receipt::key)
                .index("(broker_id, position, log_position)");
    }

    private static Optional<Receipt> receipt(Recorded<? extends OnboardingEvent> event) {
        return EventFilter.ofEnforcement(event)
                .filter(enforced -> enforced.event().isPossibleAt(enforced.position()))
                .map(Receipt::of);
    }
}
