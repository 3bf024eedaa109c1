package org.deviceonboarding.ledger;

/** The result of checking a proof. */
public enum ProofVerdict {
    HOLDS,
    /** A tree of that size has no such leaf, or the older tree is larger. */
    OUT_OF_RANGE,
    /** The proof has too many or too few hashes for trees of these sizes. */
    WRONG_LENGTH,
    /** The hashes lead to another root. */
    WRONG_ROOT
}
