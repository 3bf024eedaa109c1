package org.deviceonboarding.acl.release;

import org.deviceonboarding.acl.cleanup.CleanupProgress;
import org.deviceonboarding.acl.cleanup.SessionProgress;
import org.deviceonboarding.acl.policy.DesiredState;
import org.jspecify.annotations.Nullable;

/**
 * The state that the broker was seen in. The {@link Reconciler} brings it in line with a {@link DesiredState}.
 *
 * @param status what operators see of the broker
 * @param sessions how many sessions of devices that lost access are ended
 * @param cleanup how much of the clean-up is done
 * @param settled log position up to which policy and CRL were both seen in force, or -1
 */
record ActualState(BrokerStatus status, SessionProgress sessions, CleanupProgress cleanup, long settled) {
    static final ActualState STARTING =
            new ActualState(BrokerStatus.STARTING, SessionProgress.NONE, CleanupProgress.NONE, -1);

    /**
     * Position of the policy that the broker was last seen, or said, to enforce, or null.
     *
     * @param onRecord the position that the newest receipt says, or null
     */
    @Nullable
    Long lastProven(@Nullable Long onRecord) {
        return status.proven() == null ? onRecord : status.proven();
    }

    ActualState with(BrokerStatus seen) {
        return new ActualState(seen, sessions, cleanup, settled);
    }

    /** The state after the broker was seen to do something else. */
    ActualState refuted() {
        return new ActualState(status, sessions.startAgain(), cleanup, -1);
    }

    ActualState settled(long position) {
        return new ActualState(status, sessions, cleanup, position);
    }

    ActualState ended(SessionProgress progress) {
        return new ActualState(status, progress, cleanup, settled);
    }

    ActualState cleaned(CleanupProgress progress) {
        return new ActualState(status, sessions, progress, settled);
    }

    /** The state after a receipt that tells of all of it. */
    ActualState onRecord() {
        return new ActualState(status, sessions.onRecord(), cleanup.onRecord(), settled);
    }
}
