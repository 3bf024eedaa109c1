package org.deviceonboarding.pki;

import java.math.BigInteger;
import java.time.Instant;

/**
 * One line of a CRL (RFC 5280 section 5.1.2.6).
 *
 * @param serial of the void certificate, positive, at most 20 octets
 * @param revokedAt to the second
 * @param reasonCode the CRLReason value (RFC 5280 section 5.3.1)
 */
public record RevokedEntry(BigInteger serial, Instant revokedAt, int reasonCode) {
    /** @throws IllegalArgumentException if the serial number or the reason code cannot stand in a full CRL */
    public RevokedEntry {
        if (serial.signum() <= 0 || serial.bitLength() >= 160) {
            throw new IllegalArgumentException("A serial number is positive and has at most 20 octets");
        }
        // 7 is unused; 8, removeFromCRL, has a meaning in delta CRLs only.
        if (reasonCode < 0 || reasonCode > 10 || reasonCode == 7 || reasonCode == 8) {
            throw new IllegalArgumentException("No reason for a full CRL: " + reasonCode);
        }
    }
}
