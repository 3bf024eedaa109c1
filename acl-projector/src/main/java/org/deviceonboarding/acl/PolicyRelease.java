package org.deviceonboarding.acl;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.deviceonboarding.messages.device.Sha256;

/**
 * What goes to the broker in one step.
 *
 * @param position of the policy in the log
 * @param acl the text of {@code mosquitto.acl}
 * @param crl goes with it
 */
record PolicyRelease(long position, String acl, Crl crl) {
    Sha256 aclSha256() {
        return Sha256.of(acl.getBytes(UTF_8));
    }

    Sha256 crlSha256() {
        return Sha256.of(crl.pem().getBytes(UTF_8));
    }
}
