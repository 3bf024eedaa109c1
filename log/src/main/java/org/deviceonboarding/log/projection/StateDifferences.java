package org.deviceonboarding.log.projection;

/** What the proofs of state have found. */
public interface StateDifferences {
    /** How many differences between live and replayed state are known. Nobody repairs them unasked. */
    long known();
}
