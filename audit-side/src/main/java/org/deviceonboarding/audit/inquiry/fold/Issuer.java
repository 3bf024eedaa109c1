package org.deviceonboarding.audit.inquiry.fold;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.deviceonboarding.domain.event.AuthorityEstablished;

/** A CA, described by its own certificate. */
public final class Issuer {
    private final X509Certificate certificate;

    private Issuer(X509Certificate certificate) {
        this.certificate = certificate;
    }

    /** @throws IllegalArgumentException if the event contains no certificate */
    public static Issuer of(AuthorityEstablished authority) {
        try {
            return new Issuer(certificate(authority.chainPem())); // its own is the first of the chain
        } catch (CertificateException e) {
            throw new IllegalArgumentException("No certificate of the CA " + authority.fingerprint(), e);
        }
    }

    /** Whether this CA's key signed the certificate. The name alone is no proof: another CA may have had it. */
    boolean signed(String pem) {
        try {
            X509Certificate issued = certificate(pem);
            if (!issued.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())) {
                return false;
            }
            issued.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static X509Certificate certificate(String pem) throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
