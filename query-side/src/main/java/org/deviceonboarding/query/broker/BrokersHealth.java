package org.deviceonboarding.query.broker;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * What a process with no broker beside it knows of the brokers: whether one has not confirmed for a while what it has to act
 * upon, or was seen to do something else.
 */
@Component("mqtt_broker")
@Profile("!acl")
final class BrokersHealth implements HealthIndicator {
    // A broker confirms within seconds; one that reads a large file, within half a minute.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Supplier<List<BrokerModel>> brokers;
    private final Function<BrokerModel, Lag> lags;
    private final InstantSource clock;

    @Autowired
    BrokersHealth(BrokerModels models, Lags lags, InstantSource clock) {
        this(models::inUse, lags::of, clock);
    }

    BrokersHealth(Supplier<List<BrokerModel>> brokers, Function<BrokerModel, Lag> lags, InstantSource clock) {
        this.brokers = brokers;
        this.lags = lags;
        this.clock = clock;
    }

    @Override
    public Health health() {
        try {
            List<String> troubles = brokers.get().stream()
                    .map(this::trouble)
                    .flatMap(Optional::stream)
                    .toList();
            return troubles.isEmpty()
                    ? Health.up().build()
                    : Health.status(new Status("DEGRADED"))
                            .withDetail("error", String.join("; ", troubles))
                            .build();
        } catch (DataAccessException e) {
            return Health.down().build(); // its text names hosts and users
        }
    }

    // One that never gave a receipt is one that nobody asks for any.
    private Optional<String> trouble(BrokerModel broker) {
        if (broker.rejected() != null) {
            return Optional.of(
                    "Broker " + broker.id() + ": " + broker.rejected().reason());
        }
        if (broker.enforced() == null || broker.proofDisabled()) {
            return Optional.empty();
        }
        long late = lags.apply(broker).seconds(clock.instant());
        return late <= PATIENCE.toSeconds()
                ? Optional.empty()
                : Optional.of(
                        "Broker " + broker.id() + " has not confirmed for " + late + " s what it has to act upon");
    }
}
