package org.deviceonboarding.acl.release;

import java.util.Locale;

/** One step from an event that takes access away to the receipt of its enforcement. */
enum ReleaseStep {
    /** From the event to the start of the release: the log was read, and a release before may have been under way. */
    READ,
    /** The certificates and files in the folder were looked at. */
    LOOK,
    /** The ACL was rendered, while the CRL was fetched. */
    RENDER,
    /** The ACL, while the CRL was fetched, and later the CRL were written beside the files in force, and synced. */
    WRITE,
    /** A CRL that covers the event was waited for beyond that, and checked. */
    CRL,
    /** ACL and CRL were read back and parsed. */
    CHECK,
    /** Both were renamed. */
    RENAME,
    /** The broker was told to reload. */
    SIGNAL,
    /** The directory was synced, while the broker read the files. */
    SYNC,
    /** The broker showed that the new policy is in force. */
    RELOAD,
    /** The sessions of devices that lost access were ended. */
    SESSIONS,
    /** The canaries were let in and turned away as they must be. */
    PROOF,
    /** The receipt was appended to the log. */
    RECEIPT;

    /** Returns the step's name in the metric's tag. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
