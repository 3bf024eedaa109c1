package org.deviceonboarding.acl.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.deviceonboarding.acl.crl.Crl;
import org.deviceonboarding.domain.device.Sha256;

/**
 * The policy and the CRL that go to the broker in one step.
 *
 * @param position of the policy in the log
 * @param acl the text of {@code mosquitto.acl}
 * @param aclSha256 its digest, made once: the text may have many megabytes
 * @param crl goes with it
 */
record PolicyRelease(long position, String acl, Sha256 aclSha256, Crl crl) {
    PolicyRelease(long position, String acl, Crl crl) {
        this(position, acl, Sha256.of(acl.getBytes(UTF_8)), crl);
    }

    PolicyRelease with(Crl other) {
        return new PolicyRelease(position, acl, aclSha256, other);
    }

    Sha256 crlSha256() {
        return Sha256.of(crl.pem().getBytes(UTF_8));
    }
}
