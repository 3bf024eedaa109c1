package org.deviceonboarding.domain.event;

import java.time.Instant;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The CA signed a certificate for the device.
 *
 * @param fingerprint SHA-256 over the DER form
 * @param subject the distinguished name (RFC 4514)
 * @param keyAlgorithm as operators write it: {@code rsa-2048}, {@code ec-p256}, ...
 * @param notBefore first second of validity
 * @param notAfter last second of validity (RFC 5280 section 4.1.2.5)
 * @param certificatePem the certificate, PEM (RFC 7468)
 * @param replaces the newest certificate before it
 * @param keyHeldBy who made the key; null in revision 1, which did not tell
 */
@Revision("2")
public record CertificateIssued(
        DeviceId deviceId,
        SerialNumber serial,
        Sha256 fingerprint,
        String subject,
        String keyAlgorithm,
        Instant notBefore,
        Instant notAfter,
        String certificatePem,
        IssueReason reason,
        @Nullable SerialNumber replaces,
        @Nullable KeyHolder keyHeldBy)
        implements DeviceEvent {

    /** As revision 1 had it. */
    public CertificateIssued(
            DeviceId deviceId,
            SerialNumber serial,
            Sha256 fingerprint,
            String subject,
            String keyAlgorithm,
            Instant notBefore,
            Instant notAfter,
            String certificatePem,
            IssueReason reason,
            @Nullable SerialNumber replaces) {
        this(
                deviceId,
                serial,
                fingerprint,
                subject,
                keyAlgorithm,
                notBefore,
                notAfter,
                certificatePem,
                reason,
                replaces,
                null);
    }
}
