package org.deviceonboarding.audit.authority;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;

/**
 * The details of a CA certificate that people compare.
 *
 * @param fingerprint the SHA-256 of the DER form
 * @param key the algorithm and size of the public key
 */
public record AuthorityCertificate(
        String subject,
        String issuer,
        String serial,
        Sha256 fingerprint,
        String key,
        Instant notBefore,
        Instant notAfter) {
    static AuthorityCertificate of(X509Certificate certificate) {
        try {
            return new AuthorityCertificate(
                    certificate.getSubjectX500Principal().getName(),
                    certificate.getIssuerX500Principal().getName(),
                    SerialNumber.shown(certificate.getSerialNumber()),
                    Sha256.of(certificate.getEncoded()),
                    key(certificate),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String key(X509Certificate certificate) {
        return switch (certificate.getPublicKey()) {
            case RSAPublicKey rsa -> "RSA " + rsa.getModulus().bitLength();
            case ECPublicKey ec -> "EC " + ec.getParams().getOrder().bitLength();
            default -> certificate.getPublicKey().getAlgorithm();
        };
    }

    public boolean root() {
        return subject.equals(issuer);
    }
}
