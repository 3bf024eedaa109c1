package org.deviceonboarding.acl.release;

import java.io.IOException;
import java.util.Optional;
import org.deviceonboarding.acl.proof.BrokerProof;
import org.deviceonboarding.acl.proof.ReloadNotConfirmed;
import org.deviceonboarding.acl.proof.Verdict;
import org.jspecify.annotations.Nullable;

/** Asks the broker whether a release is in force. */
record ReleaseProof(BrokerProof broker, Rollout rollout, ReleaseTimeline timeline) {
    /** Work that is done between the reload and the proof. */
    interface Step {
        void run() throws IOException, InterruptedException;
    }

    /**
     * Waits until the broker has read the files, and asks it what it enforces.
     *
     * @param before position of the policy that was in force before, or null
     * @param reloaded what is done as soon as the broker has read the files
     */
    Verdict verdict(Deployment deployment, @Nullable Long before, Step reloaded)
            throws IOException, InterruptedException {
        try {
            Optional<Verdict.Refuted> missing =
                    broker.awaitInForce(deployment.release().position(), deployment.evidence(), before);
            if (missing.isPresent()) {
                return missing.get();
            }
            rollout.confirmed();
            timeline.over(ReleaseStep.RELOAD);
            reloaded.run();
            Verdict verdict = broker.inspect();
            timeline.over(ReleaseStep.PROOF);
            return verdict;
        } catch (ReloadNotConfirmed e) {
            rollout.untold();
            throw e;
        }
    }
}
