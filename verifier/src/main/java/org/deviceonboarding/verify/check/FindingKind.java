package org.deviceonboarding.verify.check;

import java.util.Locale;

/** The kinds of findings. docs/verification.md explains each of them. */
public enum FindingKind {
    /** The bundle is inconsistent, or contradicts what the auditor knows. */
    BUNDLE,
    /** This version cannot read an entry. */
    UNREADABLE,
    /** The positions do not rise. */
    ORDER,
    /** An entry's number in its aggregate is not the next one. */
    SEQUENCE,
    /** An entry differs from the one that the ledger hashed. */
    CHANGED,
    /** An entry that the ledger hashed is missing. */
    REMOVED,
    /** The ledger never hashed an entry. */
    UNKNOWN,
    /** The log's key did not sign a checkpoint. */
    SIGNATURE,
    /** The log differs from the one of a checkpoint. */
    TREE,
    /** The log does not continue a checkpoint that the auditor kept. */
    REWRITTEN,
    /** An entry differs from the one in an earlier bundle. */
    DIFFERENT,
    /** A proof is wrong. */
    PROOF,
    /** A certificate differs from its event, or the CA did not sign it. */
    CERTIFICATE,
    /** The chain of a CA is invalid. */
    AUTHORITY,
    /** An event cannot follow the events before it. */
    HISTORY,
    /** The CA did not sign a CRL, or the CRL lacks a revocation. */
    CRL,
    /** The state that the server reported differs from the state of the log. */
    STATE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
