package org.deviceonboarding.domain.revocation;

import java.time.Instant;
import org.deviceonboarding.domain.device.SerialNumber;

/**
 * A certificate that is void, or on hold, as a CRL lists it (RFC 5280 section 5.1.2.6).
 *
 * @param revokedAt since when
 * @param reasonCode the CRLReason value (RFC 5280 section 5.3.1)
 * @param notAfter when it would have expired
 */
public record Revocation(SerialNumber serial, Instant revokedAt, int reasonCode, Instant notAfter) {
    /** CRLReason certificateHold: the one reason that may end, or give way to another. */
    public static final int HOLD = 6;

    public boolean held() {
        return reasonCode == HOLD;
    }

    /** A revocation that follows a hold keeps the hold's date: the certificate was not good in between. */
    Revocation because(int reason) {
        return new Revocation(serial, revokedAt, reason, notAfter);
    }
}
