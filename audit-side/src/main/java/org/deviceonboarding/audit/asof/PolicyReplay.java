package org.deviceonboarding.audit.asof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.read.StoredLog;
import org.springframework.stereotype.Component;

/** Renders the ACL file that a broker's projector would write at a position of the log. */
@Component
class PolicyReplay {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final StoredLog log;
    private final PolicySnapshots snapshots;
    // A policy is as large as the fleet: one in memory is enough.
    private final Semaphore turn = new Semaphore(1, true);

    PolicyReplay(StoredLog log, PolicySnapshots snapshots) {
        this.log = log;
        this.snapshots = snapshots;
    }

    /** @throws Refused {@code not_caught_up} if other requests occupy the replay for too long */
    byte[] file(AclStrategy strategy, long position) {
        return acl(strategy, position).render().getBytes(UTF_8);
    }

    /** @throws Refused {@code not_caught_up} if other requests occupy the replay for too long */
    AclFile acl(AclStrategy strategy, long position) {
        if (!mine()) {
            throw new Refused(RefusalCode.NOT_CAUGHT_UP, "Other moments are being replayed");
        }
        try {
            PolicyState state = snapshots.nearest(strategy, position).replayed(log, position);
            return AclFile.of(state.policy());
        } finally {
            turn.release();
        }
    }

    private boolean mine() {
        try {
            return turn.tryAcquire(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
