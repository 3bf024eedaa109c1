package org.deviceonboarding.audit.ledger;

import org.deviceonboarding.ledger.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * What the processes agree upon.
 *
 * @param verifier of the key that signed the first checkpoint and signs all others; null before that
 * @param wanted a checkpoint is asked for that covers this position
 * @param tampering what was found to be changed; null if nothing was
 */
record LedgerState(
        @Nullable VerifierKey verifier,
        long wanted,
        @Nullable String tampering) {}
