package org.deviceonboarding.acl.crl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The CA that signs device certificates, as the broker's {@code ca.crt} names it.
 *
 * @param certificates usually one; the root only if the file has no other
 */
public record IssuingCa(List<X509Certificate> certificates) {
    private static final int CRL_SIGN = 6;

    /** @throws IOException if the file is missing, or is not a chain of PEM certificates */
    public static IssuingCa read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> all = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (all.isEmpty()) {
                throw new IOException("No certificate in " + file);
            }
            List<X509Certificate> issuing =
                    all.stream().filter(ca -> !isRoot(ca)).toList();
            return new IssuingCa(issuing.isEmpty() ? all : issuing);
        } catch (NoSuchFileException e) {
            throw new IOException("There is no " + file + " yet", e);
        } catch (CertificateException e) {
            throw new IOException("Not a chain of certificates: " + file, e);
        }
    }

    /** Whether this CA may sign CRLs and has signed this one (RFC 5280 section 6.3.3 (f) and (g)). */
    boolean signed(X509CRL crl) {
        return certificates.stream()
                .filter(ca -> ca.getSubjectX500Principal().equals(crl.getIssuerX500Principal()))
                .filter(ca -> ca.getBasicConstraints() >= 0)
                .filter(ca -> ca.getKeyUsage() == null || ca.getKeyUsage()[CRL_SIGN])
                .anyMatch(ca -> verifies(ca.getPublicKey(), crl));
    }

    private static boolean isRoot(X509Certificate ca) {
        return ca.getSubjectX500Principal().equals(ca.getIssuerX500Principal());
    }

    private static boolean verifies(PublicKey key, X509CRL crl) {
        try {
            crl.verify(key);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
