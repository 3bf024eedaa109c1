package org.deviceonboarding.acl.release;

import java.io.IOException;
import org.deviceonboarding.acl.proof.Verdict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the last known good release back, after the broker was seen not to enforce a later one. */
record RollBack(Rollout rollout, ReleaseProof proof) {
    private static final Logger log = LoggerFactory.getLogger(RollBack.class);

    /**
     * Rolls back as far as possible.
     *
     * @param reason why the later release is not enforced
     * @param enforced position of the policy that the newest receipt says is in force, or null
     * @return the failure of the later release
     */
    NotEnforced after(Verdict.Refuted refuted, String reason, @Nullable Long enforced) throws InterruptedException {
        log.error("{}; the last good policy is put back", reason);
        PolicyRelease restored = null;
        try {
            Deployment good = rollout.rollBack(enforced == null ? 0 : enforced).orElse(null);
            if (good != null) {
                restored = good.release();
                if (proof.verdict(good, null, () -> {}) instanceof Verdict.Refuted again) {
                    log.error("The broker does not do what the last good policy asks for either. {}", again.reason());
                }
            }
        } catch (IOException | ReleaseRefused e) {
            log.error("Whether the last good policy is in force is not known: {}", e.toString());
        }
        return new NotEnforced(reason, refuted.canary(), restored);
    }
}
