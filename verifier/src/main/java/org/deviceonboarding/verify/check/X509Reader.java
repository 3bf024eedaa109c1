package org.deviceonboarding.verify.check;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deviceonboarding.domain.device.Sha256;

/** Reads certificates and CRLs with the JDK, not with the code that made them. */
final class X509Reader {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");

    private X509Reader() {}

    /** The only certificate in the text. */
    static X509Certificate one(String pem) throws CertificateException {
        List<X509Certificate> chain = chain(pem);
        if (chain.size() != 1) {
            throw new CertificateException("there are " + chain.size() + " of them");
        }
        return chain.getFirst();
    }

    /** The certificates of the text, in their order. */
    static List<X509Certificate> chain(String pem) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> chain = new ArrayList<>();
        for (Matcher block = PEM.matcher(pem); block.find(); ) {
            try {
                byte[] der = Base64.getMimeDecoder().decode(block.group(1));
                chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
            } catch (IllegalArgumentException e) {
                throw new CertificateException("it is not Base64", e);
            }
        }
        return chain;
    }

    static X509CRL crl(byte[] der) throws GeneralSecurityException {
        X509CRL crl = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
        if (crl == null) {
            throw new CRLException("it is empty");
        }
        return crl;
    }

    static Sha256 fingerprint(X509Certificate certificate) {
        try {
            return Sha256.of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read has its bytes", e);
        }
    }

    /** Whether the issuer's key signed the certificate, under the issuer's name. */
    static boolean signed(X509Certificate issuer, X509Certificate certificate) {
        if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false; // a key or an algorithm that does not fit included
        }
    }

    /** Whether the issuer is valid for as long as the certificate. */
    static boolean outlives(X509Certificate issuer, X509Certificate certificate) {
        Instant first = certificate.getNotBefore().toInstant();
        Instant last = certificate.getNotAfter().toInstant();
        return !first.isBefore(issuer.getNotBefore().toInstant())
                && !last.isAfter(issuer.getNotAfter().toInstant());
    }
}
