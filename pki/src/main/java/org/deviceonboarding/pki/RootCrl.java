package org.deviceonboarding.pki;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;

/**
 * A CRL of the root that an operator supplies: signed by the root, with a date for the next CRL.
 *
 * @param number RFC 5280 section 5.2.3; empty where the root's keeper gives none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RootCrl(
        byte[] der, Optional<BigInteger> number, Instant thisUpdate, Instant nextUpdate, boolean listsIssuer) {

    /**
     * @param content PEM or DER
     * @throws IllegalArgumentException if it is no such CRL; the message says why
     */
    public static RootCrl read(byte[] content, CertificateAuthority authority) {
        X509CRL crl = only(content);
        X509Certificate root = authority.root();
        try {
            crl.verify(root.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it is not signed by the root " + root.getSubjectX500Principal(), e);
        }
        Date next = crl.getNextUpdate();
        if (!crl.getIssuerX500Principal().equals(root.getSubjectX500Principal()) || next == null) {
            throw new IllegalArgumentException("it names another issuer than the root, or no next update");
        }
        try {
            return new RootCrl(
                    crl.getEncoded(),
                    number(crl),
                    crl.getThisUpdate().toInstant(),
                    next.toInstant(),
                    crl.isRevoked(authority.issuer()));
        } catch (CRLException e) {
            throw new IllegalArgumentException("it cannot be encoded", e);
        }
    }

    private static X509CRL only(byte[] content) {
        try {
            Collection<? extends CRL> found =
                    CertificateFactory.getInstance("X.509").generateCRLs(new ByteArrayInputStream(content));
            if (found.size() == 1 && found.iterator().next() instanceof X509CRL crl) {
                return crl;
            }
            throw new IllegalArgumentException("it holds " + found.size() + " CRLs, not one");
        } catch (CRLException | CertificateException e) {
            throw new IllegalArgumentException("it holds no readable CRL, neither PEM nor DER", e);
        }
    }

    private static Optional<BigInteger> number(X509CRL crl) {
        return Optional.ofNullable(crl.getExtensionValue(Extension.cRLNumber.getId()))
                .map(value -> ASN1Integer.getInstance(
                                ASN1OctetString.getInstance(value).getOctets())
                        .getValue());
    }
}
