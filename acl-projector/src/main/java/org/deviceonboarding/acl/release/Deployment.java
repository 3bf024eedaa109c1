package org.deviceonboarding.acl.release;

import org.deviceonboarding.acl.proof.ReloadEvidence;

/**
 * A release that is in the broker's folder, and that the broker was told to read.
 *
 * @param identity who the broker was to its devices at that time
 * @param evidence what has yet to show that the broker read its files
 */
public record Deployment(PolicyRelease release, TrustFiles identity, ReloadEvidence evidence) {
    Deployment confirmed() {
        return new Deployment(release, identity, ReloadEvidence.NOT_NEEDED);
    }
}
