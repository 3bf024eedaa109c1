package org.deviceonboarding.crl;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.deviceonboarding.log.database.ClockDifference;
import org.deviceonboarding.log.database.DatabaseClock;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The health of the newest CRL: its age by the database's clock, its size, and whether this process's clock is right.
 * Health is degraded from three quarters of the CRL's life on, because no device can connect after its end, and from
 * four fifths of the size that brokers fetch on, because no revocation reaches a broker beyond it.
 */
@Component("crl")
class CrlHealth implements HealthIndicator {
    private final Crls crls;
    private final InstantSource clock;
    private final DatabaseClock reference;
    private final RootCrlState root;
    private final CrlProperties properties;

    CrlHealth(Crls crls, RootCrlState root, CrlProperties properties, InstantSource clock, DatabaseClock reference) {
        this.crls = crls;
        this.root = root;
        this.properties = properties;
        this.clock = clock;
        this.reference = reference;
    }

    @Override
    public Health health() {
        try {
            ClockDifference difference = ClockDifference.between(clock, reference);
            Instant now = reference.now();
            return crls.newest()
                    .map(crl -> health(crl, root.at(now), now, difference))
                    .orElseGet(() -> Health.status(new Status("DEGRADED")).build());
        } catch (DataAccessException e) {
            return Health.down().build();
        }
    }

    private Health health(CrlSummary crl, RootCrlState.State rootState, Instant now, ClockDifference difference) {
        boolean future = crl.fromTheFutureAt(now);
        long bytes = crl.pemBytes();
        boolean large = properties.nearlyTooLarge(bytes);
        Status status = now.isAfter(crl.nextUpdate())
                ? Status.DOWN
                : future || difference.tooMuch() || crl.lateAt(now) || large || !rootState.good()
                        ? new Status("DEGRADED")
                        : Status.UP;
        Health.Builder health = Health.status(status);
        rootState.details().forEach(health::withDetail);
        if (future) {
            health.withDetail(
                    "seconds_in_the_future",
                    Duration.between(now, crl.signedAt()).toSeconds());
        }
        if (difference.tooMuch()) {
            health.withDetail(
                    "clock_ahead_of_database_seconds", difference.ahead().toSeconds());
        }
        if (large) {
            health.withDetail(
                    "error",
                    "The CRL has " + bytes + " bytes and brokers fetch none of more than "
                            + properties.maxBytes().toBytes()
                            + ": raise BROKER_CRL_MAX_BYTES, here and beside each broker, or let fewer certificates be"
                            + " revoked and unexpired at a time");
        }
        return health.withDetail("number", crl.number().toString())
                .withDetail("signed_at", crl.signedAt().toString())
                .withDetail("next_update", crl.nextUpdate().toString())
                .build();
    }
}
