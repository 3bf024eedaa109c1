package org.deviceonboarding.acl.proof;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the broker itself what it enforces. */
public interface BrokerProof {
    /**
     * Waits until the broker has the policy of that position in force.
     *
     * @param evidence what has to show that it read its files
     * @param before position of the policy that was in force before, or null
     * @return what speaks against the policy, or empty
     * @throws ReloadNotConfirmed if the broker has to be told once more
     * @throws IOException if the broker does not answer: nothing speaks against the policy
     */
    Optional<Verdict.Refuted> awaitInForce(long position, ReloadEvidence evidence, @Nullable Long before)
            throws IOException, InterruptedException;

    /**
     * Checks from outside whether the broker does what the files in force say.
     *
     * @throws IOException if the broker does not answer
     */
    Verdict inspect() throws IOException, InterruptedException;
}
