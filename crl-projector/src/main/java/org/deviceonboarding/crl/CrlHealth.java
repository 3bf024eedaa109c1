package org.deviceonboarding.crl;

import java.time.Instant;
import java.time.InstantSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** How old the newest CRL is. At three quarters of its life somebody must be told: at its end no device can connect. */
@Component("crl")
class CrlHealth implements HealthIndicator {
    private final Crls crls;
    private final InstantSource clock;

    CrlHealth(Crls crls, InstantSource clock) {
        this.crls = crls;
        this.clock = clock;
    }

    @Override
    public Health health() {
        try {
            return crls.newest()
                    .map(this::health)
                    .orElseGet(() -> Health.status(new Status("DEGRADED")).build());
        } catch (DataAccessException e) {
            return Health.down().build();
        }
    }

    private Health health(SignedCrl crl) {
        Instant now = clock.instant();
        Status status =
                now.isAfter(crl.nextUpdate()) ? Status.DOWN : crl.lateAt(now) ? new Status("DEGRADED") : Status.UP;
        return Health.status(status)
                .withDetail("number", crl.number().toString())
                .withDetail("signed_at", crl.signedAt().toString())
                .withDetail("next_update", crl.nextUpdate().toString())
                .build();
    }
}
