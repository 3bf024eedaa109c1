package org.deviceonboarding.command.device;

import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.util.Optional;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.pki.CanonicalKey;
import org.deviceonboarding.pki.Pem;

/**
 * The digest of the public key in a certificate.
 *
 * @param digest SHA-256 over the key's canonical SubjectPublicKeyInfo, the same however the key was written
 */
public record CertifiedKey(Sha256 digest) {
    public static CertifiedKey of(PublicKey key) {
        return new CertifiedKey(Sha256.of(CanonicalKey.of(key)));
    }

    /**
     * The key of a certificate that another system may have written.
     *
     * @return nothing if it cannot be read: nobody can use it then
     */
    public static Optional<CertifiedKey> find(String certificatePem) {
        try {
            return Optional.of(of(Pem.decodeCertificate(certificatePem).getPublicKey()));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    /** @param certificatePem as the log holds it */
    public static CertifiedKey in(String certificatePem) {
        try {
            return of(Pem.decodeCertificate(certificatePem).getPublicKey());
        } catch (CertificateException e) {
            throw new IllegalStateException("The log holds a certificate that cannot be read", e);
        }
    }
}
