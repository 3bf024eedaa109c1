package org.deviceonboarding.audit.ledger;

import org.deviceonboarding.ledger.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * The state that all processes share.
 *
 * @param verifier the verifier of the key that signs all checkpoints; null before the first
 * @param wanted the position that a requested checkpoint has to cover
 * @param tampering the first change that was found; null if there is none
 */
record LedgerState(
        @Nullable VerifierKey verifier,
        long wanted,
        @Nullable String tampering) {}
