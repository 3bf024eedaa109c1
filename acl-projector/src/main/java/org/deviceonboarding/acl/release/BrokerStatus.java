package org.deviceonboarding.acl.release;

import java.time.Instant;
import org.deviceonboarding.acl.crl.Crl;
import org.deviceonboarding.acl.crl.CrlRefused;
import org.jspecify.annotations.Nullable;

/**
 * The status of a broker that operators see: its policy, its CRL, and why it does not have newer ones.
 *
 * @param position of the policy in its folder, or null before the first release
 * @param proven position of the policy that the broker was seen to enforce, or null
 * @param provenAt when that was last seen
 * @param crl the CRL in its folder, or null before the first release
 * @param trouble why it is not in the desired state, or null
 */
public record BrokerStatus(
        @Nullable Long position,
        @Nullable Long proven,
        @Nullable Instant provenAt,
        @Nullable Crl crl,
        @Nullable String trouble) {
    public static final BrokerStatus STARTING = new BrokerStatus(null, null, null, null, "The log is being read");

    public BrokerStatus but(@Nullable String trouble) {
        return new BrokerStatus(position, proven, provenAt, crl, trouble);
    }

    BrokerStatus released(PolicyRelease release, @Nullable String trouble) {
        return new BrokerStatus(release.position(), proven, provenAt, release.crl(), trouble);
    }

    BrokerStatus proven(long position, Instant at) {
        return new BrokerStatus(this.position, position, at, crl, trouble);
    }

    /**
     * The status at that time: dates of the CRL that do not fit the clock count as trouble. A new CRL is signed at half of a CRL's
     * life, so an old CRL shows that nobody signs.
     */
    public BrokerStatus at(Instant now) {
        if (crl == null || trouble != null) {
            return this;
        }
        try {
            crl.requireCurrent(now);
        } catch (CrlRefused e) {
            return but(e.getMessage() + ", and no other CRL is available: no device gets in");
        }
        return now.isBefore(crl.threeQuarters())
                ? this
                : but(
                        "The CRL is past three quarters of its life and no newer one is to be had: no device gets in after "
                                + crl.nextUpdate());
    }
}
