package org.deviceonboarding.audit.ledger;

import org.jspecify.annotations.Nullable;

/**
 * How the ledger is, as this process sees it.
 *
 * @param tampering what was found to be changed; null if nothing was
 * @param trouble why not all is signed that should be; null if it is
 */
record LedgerStatus(@Nullable String tampering, @Nullable String trouble) {
    static final LedgerStatus GOOD = new LedgerStatus(null, null);
}
