package org.deviceonboarding.acl.release;

import org.deviceonboarding.acl.proof.ReloadEvidence;

/**
 * A release that is in the broker's folder, and that the broker was told to read.
 *
 * @param identity the certificates by which devices knew the broker at that time
 * @param evidence the evidence that is still missing that the broker has read its files
 */
record Deployment(PolicyRelease release, TrustFiles identity, ReloadEvidence evidence) {
    Deployment confirmed() {
        return new Deployment(release, identity, ReloadEvidence.NOT_NEEDED);
    }
}
