package org.deviceonboarding.domain.command;

import java.time.Instant;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that the CA has signed and the log does not have yet. The fields are those of {@link
 * CertificateIssued}.
 *
 * @param key SHA-256 of the public key in its canonical form
 */
public record SignedCertificate(
        SerialNumber serial,
        Sha256 fingerprint,
        String subject,
        String keyAlgorithm,
        Instant notBefore,
        Instant notAfter,
        String pem,
        KeyHolder keyHeldBy,
        Sha256 key) {

    /** The event that puts the certificate on record. */
    public CertificateIssued issuedTo(DeviceId deviceId, IssueReason reason, @Nullable SerialNumber replaces) {
        return new CertificateIssued(
                deviceId,
                serial,
                fingerprint,
                subject,
                keyAlgorithm,
                notBefore,
                notAfter,
                pem,
                reason,
                replaces,
                keyHeldBy);
    }
}
