package org.deviceonboarding.access.idempotency;

import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes answers that have expired. Any number of processes may sweep at once. */
@Profile("command")
@Component
class ClaimSweep {
    private final IdempotencyTable claims;

    ClaimSweep(IdempotencyTable claims) {
        this.claims = claims;
    }

    @Scheduled(fixedDelayString = "${portal.idempotency.sweep-interval:5m}")
    void sweep() {
        claims.sweep();
    }
}
