package org.deviceonboarding.crl;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.deviceonboarding.log.database.ClockDifference;

/**
 * What is known of a published CRL without its content, which may be large.
 *
 * @param number RFC 5280 section 5.2.3
 * @param position the newest event of the log when it was signed
 * @param signedAt by our clock; {@code thisUpdate} is a little earlier
 * @param bytes the length of the DER form
 */
record CrlSummary(BigInteger number, long position, Instant signedAt, Instant nextUpdate, long bytes) {
    private static final int PEM_FRAME = "-----BEGIN X509 CRL-----\n-----END X509 CRL-----\n".length();

    /**
     * Whether a clock that was ahead signed the CRL. Until its time has come, every broker would refuse every device.
     */
    boolean fromTheFutureAt(Instant now) {
        return signedAt.isAfter(now.plus(ClockDifference.TOLERATED));
    }

    /**
     * Whether a new CRL has to be signed: this one is from the future, or half of its life is over. The other half
     * remains to notice a failure.
     */
    boolean dueAt(Instant now) {
        return fromTheFutureAt(now)
                || !now.isBefore(
                        signedAt.plus(Duration.between(signedAt, nextUpdate).dividedBy(2)));
    }

    /**
     * Returns the size of the CRL as {@code GET /crl.pem} serves it: base64 in lines of 64 characters between two more
     * lines.
     */
    long pemBytes() {
        long base64 = (bytes + 2) / 3 * 4;
        return PEM_FRAME + base64 + (base64 + 63) / 64;
    }

    /** Whether three quarters of the CRL's life are over: a new one is missing, and people have to be told. */
    boolean lateAt(Instant now) {
        return !now.isBefore(signedAt.plus(
                Duration.between(signedAt, nextUpdate).multipliedBy(3).dividedBy(4)));
    }
}
