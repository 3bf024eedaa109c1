package org.deviceonboarding.command.notification;

import java.time.InstantSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;

/** Reports whether messages reach the receiver. */
class WebhookHealth implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED");

    private final Outbox outbox;
    private final InstantSource clock;

    WebhookHealth(Outbox outbox, InstantSource clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Health health() {
        try {
            Outbox.Condition condition = outbox.condition(clock.instant());
            boolean well = condition.troubled() == 0 && condition.givenUp() == 0;
            return Health.status(well ? Status.UP : DEGRADED)
                    .withDetail("waiting", condition.waiting())
                    .withDetail("given_up_today", condition.givenUp())
                    .build();
        } catch (DataAccessException e) {
            return Health.status(DEGRADED).build();
        }
    }
}
