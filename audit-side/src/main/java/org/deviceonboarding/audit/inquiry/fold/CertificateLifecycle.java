package org.deviceonboarding.audit.inquiry.fold;

import java.time.Instant;
import org.deviceonboarding.domain.device.SerialNumber;
import org.jspecify.annotations.Nullable;

/**
 * The lifecycle of one certificate, from its issue to its end.
 *
 * @param replacedAt when the device got the next certificate
 * @param revokedAt when the certificate was revoked
 */
public record CertificateLifecycle(
        SerialNumber serial,
        String keyAlgorithm,
        Instant issuedAt,
        Instant notBefore,
        Instant notAfter,
        @Nullable Instant replacedAt,
        @Nullable Instant revokedAt) {

    CertificateLifecycle replaced(Instant at) {
        return replacedAt == null
                ? new CertificateLifecycle(serial, keyAlgorithm, issuedAt, notBefore, notAfter, at, revokedAt)
                : this;
    }

    CertificateLifecycle revoked(Instant at) {
        return revokedAt == null
                ? new CertificateLifecycle(serial, keyAlgorithm, issuedAt, notBefore, notAfter, replacedAt, at)
                : this;
    }

    /** Whether the certificate is neither revoked nor expired. */
    public boolean good(Instant at) {
        return revokedAt == null && !notAfter.isBefore(at);
    }

    /** The time until which the device could use the certificate. */
    Instant usedUntil(Instant asOf) {
        return earlier(earlier(earlier(asOf, notAfter), replacedAt), revokedAt);
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }
}
