package org.deviceonboarding.acl.release;

import org.jspecify.annotations.Nullable;

/**
 * The plan of a release: what the broker's folder has to contain, and what it contains now.
 *
 * @param release what has to be in the folder
 * @param folder what is in the folder now
 * @param identity the certificates by which devices know the broker
 * @param newPolicy whether the policy in the folder is of another position
 * @param complete whether the release's CRL covers the newest event that a CRL has to know
 * @param crlTrouble why there is no newer CRL, or null
 */
public record ReleasePlan(
        PolicyRelease release,
        FolderContents folder,
        TrustFiles identity,
        boolean newPolicy,
        boolean complete,
        @Nullable String crlTrouble) {

    /** Whether the folder has the release, and the broker was told to read it. */
    boolean isDeployed(Deployment last) {
        return last.release().equals(release) && last.identity().equals(identity) && folder.holds(release);
    }
}
