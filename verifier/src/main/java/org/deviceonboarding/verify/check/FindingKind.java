package org.deviceonboarding.verify.check;

import java.util.Locale;

/** The kinds of things that can be wrong; what each means for an auditor is in docs/verification.md. */
public enum FindingKind {
    /** The bundle does not fit together, or not with what the auditor knows. */
    BUNDLE,
    /** An entry that this version cannot read. */
    UNREADABLE,
    /** Positions do not rise. */
    ORDER,
    /** An entry's number in its aggregate is not the next one. */
    SEQUENCE,
    /** An entry is not what the ledger hashed when it was recorded. */
    CHANGED,
    /** The ledger hashed an entry there that is gone. */
    REMOVED,
    /** The ledger never hashed the entry. */
    UNKNOWN,
    /** A checkpoint that the log's key did not sign. */
    SIGNATURE,
    /** The log is not the one that a checkpoint was signed for. */
    TREE,
    /** The log does not go on from a checkpoint that the auditor kept. */
    REWRITTEN,
    /** An entry differs from the one in an earlier bundle. */
    DIFFERENT,
    /** A proof that does not hold. */
    PROOF,
    /** A certificate that is not the one its event tells of, or that the CA did not sign. */
    CERTIFICATE,
    /** A CA whose chain does not hold. */
    AUTHORITY,
    /** An event that cannot have happened after those before it. */
    HISTORY,
    /** A CRL that the CA did not sign, or that does not list what was revoked. */
    CRL,
    /** What the server said was in force is not what the log says. */
    STATE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
