package org.deviceonboarding.messages.fleet;

import java.time.Instant;
import org.deviceonboarding.messages.device.RevocationReason;
import org.deviceonboarding.messages.device.SerialNumber;
import org.deviceonboarding.messages.device.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A device's newest certificate.
 *
 * @param revokedAt when it was revoked, or null
 * @param revocationReason why, or null
 */
public record CertificateModel(
        SerialNumber serial,
        Sha256 fingerprint,
        String keyAlgorithm,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable RevocationReason revocationReason) {

    CertificateModel revoked(Instant at, RevocationReason reason) {
        return new CertificateModel(serial, fingerprint, keyAlgorithm, issuedAt, expiresAt, at, reason);
    }
}
