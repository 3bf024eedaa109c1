package org.deviceonboarding.portal.ca;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.deviceonboarding.pki.CertificateAuthority;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** How long the issuing CA can still sign. */
@Component("certificate_authority")
@Profile({"command", "crl"})
class CaHealth implements HealthIndicator {
    private static final Duration EARLY = Duration.ofDays(180);

    private final CertificateAuthority authority;
    private final InstantSource clock;

    CaHealth(CertificateAuthority authority, InstantSource clock) {
        this.authority = authority;
        this.clock = clock;
    }

    @Override
    public Health health() {
        Instant end = authority.issuer().getNotAfter().toInstant();
        Duration left = Duration.between(clock.instant(), end);
        Status status =
                left.isNegative() ? Status.DOWN : left.compareTo(EARLY) < 0 ? new Status("DEGRADED") : Status.UP;
        return Health.status(status).withDetail("expires_at", end.toString()).build();
    }
}
