package org.deviceonboarding.audit.ledger.publish;

import java.time.Instant;
import java.util.SortedMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.stereotype.Component;

/** Reports whether new checkpoints reach their destinations, if the settings name any. */
@Component("ledger_publication")
@Conditional(PublicationHealth.AnyDestination.class)
class PublicationHealth implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED");

    private final Publications publications;

    PublicationHealth(Publications publications) {
        this.publications = publications;
    }

    static final class AnyDestination implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Environment settings = context.getEnvironment();
            return !(settings.getProperty("portal.ledger.publish.file", "")
                            + settings.getProperty("portal.ledger.publish.webhook-url", "")
                            + settings.getProperty("portal.ledger.publish.mqtt-url", ""))
                    .isEmpty();
        }
    }

    @Override
    public Health health() {
        SortedMap<String, Instant> failing = publications.failing();
        Health.Builder health = Health.status(failing.isEmpty() ? Status.UP : DEGRADED);
        failing.forEach((place, since) -> health.withDetail(place + "_failing_since", since.toString()));
        return health.build();
    }
}
