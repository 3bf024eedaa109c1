package org.deviceonboarding.acl.release;

import java.io.IOException;
import org.deviceonboarding.acl.crl.Crl;
import org.deviceonboarding.acl.crl.CrlRefused;
import org.deviceonboarding.acl.crl.IssuingCa;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.folder.StagedFile;
import org.deviceonboarding.domain.acl.DamagedAclFile;
import org.jspecify.annotations.Nullable;

/** A release that is written beside the files in force and does not replace them yet. */
record StagedRelease(BrokerFolder folder, StagedFile acl, StagedFile crl) {
    /** @param ahead the ACL, if it is written already, or null */
    static StagedRelease write(PolicyRelease release, BrokerFolder folder, @Nullable StagedFile ahead)
            throws IOException {
        StagedFile acl = ahead == null ? StagedFile.write(folder.acl(), release.acl()) : ahead;
        try {
            return new StagedRelease(
                    folder, acl, StagedFile.write(folder.crl(), release.crl().pem()));
        } catch (IOException e) {
            acl.discard();
            throw e;
        }
    }

    void discard() throws IOException {
        acl.discard();
        crl.discard();
    }

    /** @throws ReleaseRefused unless the disk gives back what was written */
    void check(PolicyRelease release, IssuingCa ca, BrokerAdapter broker) throws IOException, ReleaseRefused {
        String text = acl.read();
        try {
            if (broker.position(text) != release.position() || !text.equals(release.acl())) {
                throw new ReleaseRefused(acl.path() + " is not what was written");
            }
        } catch (DamagedAclFile e) {
            throw new ReleaseRefused(acl.path() + " is not what was written. " + e.getMessage(), e);
        }
        try {
            if (!Crl.parse(crl.read(), ca).equals(release.crl())) {
                throw new ReleaseRefused(crl.path() + " is not what was written");
            }
        } catch (CrlRefused e) {
            throw new ReleaseRefused(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Renames both files. The CRL comes first, so that after a crash in between the broker knows too many revocations rather than
     * too few. The renames are durable only after the folder is synced.
     */
    void putInForce() throws IOException {
        crl.putInForce();
        acl.putInForce();
    }
}
