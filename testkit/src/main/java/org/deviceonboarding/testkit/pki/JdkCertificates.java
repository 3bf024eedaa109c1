package org.deviceonboarding.testkit.pki;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** X.509 as the JDK reads and checks it, which did not make it. */
public final class JdkCertificates {
    private JdkCertificates() {}

    public static X509Certificate one(String pem) throws GeneralSecurityException {
        return all(pem).getFirst();
    }

    public static List<X509Certificate> all(String pem) throws GeneralSecurityException {
        List<X509Certificate> all = new ArrayList<>();
        factory()
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                .forEach(one -> all.add((X509Certificate) one));
        return all;
    }

    public static X509CRL crl(byte[] derOrPem) throws GeneralSecurityException {
        return (X509CRL) factory().generateCRL(new ByteArrayInputStream(derOrPem));
    }

    /** @throws GeneralSecurityException unless the root vouches for the leaf, by way of the issuing CA */
    public static void verify(X509Certificate leaf, X509Certificate issuing, X509Certificate root)
            throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX").validate(factory().generateCertPath(List.of(leaf, issuing)), parameters);
    }

    private static CertificateFactory factory() throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509");
    }
}
