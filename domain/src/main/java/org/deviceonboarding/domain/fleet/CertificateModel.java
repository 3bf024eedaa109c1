package org.deviceonboarding.domain.fleet;

import java.time.Instant;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.device.ValidityState;
import org.jspecify.annotations.Nullable;

/**
 * A device's newest certificate.
 *
 * @param keyHeldBy who made its key; null if the log does not tell
 * @param state what the log last said of its validity
 * @param stateSince when the log said so
 * @param revokedAt when it was revoked, or null
 * @param revocationReason why, or null
 */
public record CertificateModel(
        SerialNumber serial,
        Sha256 fingerprint,
        String keyAlgorithm,
        @Nullable KeyHolder keyHeldBy,
        Instant issuedAt,
        Instant expiresAt,
        ValidityState state,
        Instant stateSince,
        @Nullable Instant revokedAt,
        @Nullable RevocationReason revocationReason) {

    CertificateModel revoked(Instant at, RevocationReason reason) {
        return new CertificateModel(
                serial,
                fingerprint,
                keyAlgorithm,
                keyHeldBy,
                issuedAt,
                expiresAt,
                ValidityState.REVOKED,
                at,
                at,
                reason);
    }

    /** What is revoked stays revoked. */
    CertificateModel standing(ValidityState next, Instant at) {
        return state == ValidityState.REVOKED
                ? this
                : new CertificateModel(
                        serial,
                        fingerprint,
                        keyAlgorithm,
                        keyHeldBy,
                        issuedAt,
                        expiresAt,
                        next,
                        at,
                        revokedAt,
                        revocationReason);
    }
}
