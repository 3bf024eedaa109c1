package org.deviceonboarding.acl.release;

import org.jspecify.annotations.Nullable;

/**
 * What the broker's folder has to hold, and what it holds now.
 *
 * @param release what is to be there
 * @param folder what is there
 * @param identity who the broker is to its devices, by the files that are there
 * @param newPolicy whether the policy that is there is of another position
 * @param complete whether the release's CRL knows all that the log asks for
 * @param crlTrouble why there is no newer CRL, or null
 */
public record ReleasePlan(
        PolicyRelease release,
        FolderContents folder,
        TrustFiles identity,
        boolean newPolicy,
        boolean complete,
        @Nullable String crlTrouble) {

    /** Whether the broker has all of it and was told so. */
    boolean isDeployed(Deployment last) {
        return last.release().equals(release) && last.identity().equals(identity) && folder.holds(release);
    }
}
