package org.deviceonboarding.command.device;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.pki.KeyAlgorithm;
import org.deviceonboarding.pki.Pem;
import org.jspecify.annotations.Nullable;

/** A certificate the CA has signed and the log does not know yet. The fields are those of {@link CertificateIssued}. */
public record SignedCertificate(
        SerialNumber serial,
        Sha256 fingerprint,
        String subject,
        String keyAlgorithm,
        Instant notBefore,
        Instant notAfter,
        String pem,
        KeyHolder keyHeldBy) {

    /** For a key that never was the portal's. */
    public static SignedCertificate of(X509Certificate certificate, KeyAlgorithm algorithm) {
        return of(certificate, algorithm, KeyHolder.DEVICE);
    }

    public static SignedCertificate of(X509Certificate certificate, KeyAlgorithm algorithm, KeyHolder keyHeldBy) {
        try {
            return new SignedCertificate(
                    SerialNumber.of(certificate.getSerialNumber()),
                    Sha256.of(certificate.getEncoded()),
                    certificate.getSubjectX500Principal().getName(),
                    algorithm.wireName(),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant(),
                    Pem.certificate(certificate),
                    keyHeldBy);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate just signed has no DER form", e);
        }
    }

    CertificateIssued issuedTo(DeviceId deviceId, IssueReason reason, @Nullable SerialNumber replaces) {
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
