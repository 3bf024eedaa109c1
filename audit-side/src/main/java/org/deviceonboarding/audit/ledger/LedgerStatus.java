package org.deviceonboarding.audit.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The status of the ledger, as this process sees it.
 *
 * @param tampering the first change that was found; null if there is none
 * @param trouble why new entries are not signed; null if they are
 */
record LedgerStatus(@Nullable String tampering, @Nullable String trouble) {
    static final LedgerStatus GOOD = new LedgerStatus(null, null);
}
