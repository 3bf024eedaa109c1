package org.deviceonboarding.log.projection;

/** The differences that proofs of state have found. */
public interface StateDifferences {
    /**
     * Returns the number of known differences between the live state and the replayed state. Only a rebuild repairs
     * them.
     */
    long known();
}
