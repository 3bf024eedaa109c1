package org.deviceonboarding.portal.broker;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.deviceonboarding.log.read.BrokerOnRecord;
import org.deviceonboarding.log.read.BrokersOnRecord;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The health of the brokers in a process without a broker beside it. It names each broker that does not answer, does
 * not enforce its policy, or has not confirmed for a while what it has to enforce.
 */
@Component("mqtt_broker")
@Profile("!acl")
final class BrokersHealth implements HealthIndicator {
    private final Supplier<List<BrokerOnRecord>> brokers;
    private final InstantSource clock;

    @Autowired
    BrokersHealth(BrokersOnRecord brokers, InstantSource clock) {
        this(brokers::inUse, clock);
    }

    BrokersHealth(Supplier<List<BrokerOnRecord>> brokers, InstantSource clock) {
        this.brokers = brokers;
        this.clock = clock;
    }

    @Override
    public Health health() {
        try {
            Instant now = clock.instant();
            List<String> troubles = brokers.get().stream()
                    .map(broker -> trouble(broker, now))
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

    private static Optional<String> trouble(BrokerOnRecord broker, Instant now) {
        if (broker.rejection() != null) {
            return Optional.of("Broker " + broker.id() + ": " + broker.rejection());
        }
        return broker.stalled(now)
                .map(silence -> "Broker " + broker.id() + " has not confirmed for " + silence.toSeconds()
                        + " s what it has to act upon");
    }
}
