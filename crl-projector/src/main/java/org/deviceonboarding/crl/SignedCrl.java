package org.deviceonboarding.crl;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

/**
 * A CRL as it was published.
 *
 * @param number RFC 5280 section 5.2.3
 * @param position the newest event of the log when it was signed
 * @param signedAt by our clock; {@code thisUpdate} is a little earlier
 * @param der the CRL itself
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SignedCrl(BigInteger number, long position, Instant signedAt, Instant nextUpdate, byte[] der) {
    private static final int PEM_FRAME = "-----BEGIN X509 CRL-----\n-----END X509 CRL-----\n".length();

    /** Whether a clock that was ahead signed it. Every broker would refuse every device until its time has come. */
    boolean fromTheFutureAt(Instant now) {
        return signedAt.isAfter(now.plus(ClockDifference.TOLERATED));
    }

    /** Whether it is from the future, or half of its life is over: time to sign anew, while there is as much time again to notice a failure. */
    boolean dueAt(Instant now) {
        return fromTheFutureAt(now)
                || !now.isBefore(
                        signedAt.plus(Duration.between(signedAt, nextUpdate).dividedBy(2)));
    }

    /** How large it is as {@code GET /crl.pem} gives it: base64 in lines of 64 characters, each with its end, between two more lines. */
    long pemBytes() {
        long base64 = (der.length + 2L) / 3 * 4;
        return PEM_FRAME + base64 + (base64 + 63) / 64;
    }

    /** Whether three quarters of its life are over: it should have been signed anew, and somebody must be told. */
    boolean lateAt(Instant now) {
        return !now.isBefore(signedAt.plus(
                Duration.between(signedAt, nextUpdate).multipliedBy(3).dividedBy(4)));
    }
}
