package org.deviceonboarding.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/** A certificate before it is signed. */
final class CertificateDraft {
    private static final int SERIAL_BITS = 127;

    private final X509v3CertificateBuilder builder;

    CertificateDraft(X500Name issuer, X500Name subject, PublicKey key, Validity validity, SecureRandom random) {
        builder = new X509v3CertificateBuilder(
                issuer,
                serial(random),
                Date.from(validity.notBefore()),
                Date.from(validity.notAfter()),
                subject,
                SubjectPublicKeyInfo.getInstance(key.getEncoded()));
        plain(Extension.subjectKeyIdentifier, KeyIdentifiers.subject(key));
    }

    static X500Name commonName(String value) {
        return new X500NameBuilder().addRDN(BCStyle.CN, value).build();
    }

    CertificateDraft critical(ASN1ObjectIdentifier extension, ASN1Encodable value) {
        return with(extension, true, value);
    }

    CertificateDraft plain(ASN1ObjectIdentifier extension, ASN1Encodable value) {
        return with(extension, false, value);
    }

    private CertificateDraft with(ASN1ObjectIdentifier extension, boolean critical, ASN1Encodable value) {
        try {
            builder.addExtension(extension, critical, value);
            return this;
        } catch (IOException e) {
            throw new IllegalStateException("Extension " + extension + " cannot be encoded", e);
        }
    }

    X509Certificate sign(SigningKey key) {
        try {
            byte[] der = builder.build(key.signer()).getEncoded();
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException("The platform cannot read the certificate just made", e);
        }
    }

    // Never a sign bit and never zero, so RFC 5280 section 4.1.2.2 holds in 16 octets.
    private static BigInteger serial(SecureRandom random) {
        BigInteger serial;
        do {
            serial = new BigInteger(SERIAL_BITS, random);
        } while (serial.signum() == 0);
        return serial;
    }
}
