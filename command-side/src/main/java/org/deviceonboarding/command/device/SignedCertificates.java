package org.deviceonboarding.command.device;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.deviceonboarding.domain.command.SignedCertificate;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.pki.KeyAlgorithm;
import org.deviceonboarding.pki.Pem;

/** Converts a certificate just signed into the form that commands carry. */
public final class SignedCertificates {
    private SignedCertificates() {}

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
                    keyHeldBy,
                    CertifiedKey.of(certificate.getPublicKey()).digest());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate just signed has no DER form", e);
        }
    }
}
