package org.deviceonboarding.acl.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.deviceonboarding.acl.crl.Crl;
import org.deviceonboarding.acl.crl.CrlRefused;
import org.deviceonboarding.domain.device.Sha256;

/**
 * A policy and a CRL that go to the broker together.
 *
 * @param position the policy's position in the log
 * @param acl the text of {@code mosquitto.acl}
 * @param aclSha256 its digest, made once: the text may have many megabytes
 * @param crl the CRL that goes with it
 */
record PolicyRelease(long position, String acl, Sha256 aclSha256, Crl crl) {
    PolicyRelease(long position, String acl, Crl crl) {
        this(position, acl, Sha256.of(acl.getBytes(UTF_8)), crl);
    }

    /** Why the broker does not enforce it; dates of the CRL that do not fit the clock are a likely cause. */
    String refutation(String reason, Instant now) {
        try {
            crl.requireCurrent(now);
            return reason;
        } catch (CrlRefused e) {
            return reason + ". " + e.getMessage();
        }
    }

    Sha256 crlSha256() {
        return Sha256.of(crl.pem().getBytes(UTF_8));
    }
}
