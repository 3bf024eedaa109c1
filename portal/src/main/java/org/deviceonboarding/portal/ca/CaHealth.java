package org.deviceonboarding.portal.ca;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.deviceonboarding.log.database.ClockDifference;
import org.deviceonboarding.pki.CertificateAuthority;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The health of the CA: whether its key signs, for how long it may, and whether the clock is right that dates what it signs. */
@Component("certificate_authority")
@Profile({"command", "crl"})
class CaHealth implements HealthIndicator {
    private static final Duration EARLY = Duration.ofDays(180);

    private final CertificateAuthority authority;
    private final ClockWatch clocks;
    private final InstantSource clock;

    CaHealth(CertificateAuthority authority, ClockWatch clocks, InstantSource clock) {
        this.authority = authority;
        this.clocks = clocks;
        this.clock = clock;
    }

    @Override
    public Health health() {
        Instant end = authority.issuer().getNotAfter().toInstant();
        Duration left = Duration.between(clock.instant(), end);
        ClockDifference difference = clocks.difference();
        Optional<Instant> failing = authority.failingSince();
        // Degraded only: what takes rights away needs no signature at once, and must stay reachable.
        boolean doubtful = left.compareTo(EARLY) < 0 || difference.tooMuch() || failing.isPresent();
        Health.Builder health = Health.status(
                        left.isNegative() ? Status.DOWN : doubtful ? new Status("DEGRADED") : Status.UP)
                .withDetail("expires_at", end.toString());
        if (difference.tooMuch()) {
            health.withDetail(
                    "clock_ahead_of_database_seconds", difference.ahead().toSeconds());
        }
        failing.ifPresent(since -> health.withDetail("not_signing_since", since.toString()));
        return health.build();
    }
}
