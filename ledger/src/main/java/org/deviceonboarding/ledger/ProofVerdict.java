package org.deviceonboarding.ledger;

/** What checking a proof came to. */
public enum ProofVerdict {
    HOLDS,
    /** There is no such leaf in a tree of that size, or the older tree is the larger one. */
    OUT_OF_RANGE,
    /** Trees of these sizes take more or fewer hashes. */
    WRONG_LENGTH,
    /** The hashes lead to another root. */
    WRONG_ROOT
}
