package org.deviceonboarding.cli.authority;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.cli.http.PortalClient;

/** Fetches the CA's certificates and CRL from the portal. They are open to everyone. */
public final class PublishedCa {
    private PublishedCa() {}

    /** The issuing CA first, the root last. */
    public static List<X509Certificate> chain(PortalClient portal) throws IOException {
        return certificates(portal.bytes("/ca/chain.pem", Map.of(), "*/*"), "/ca/chain.pem");
    }

    public static X509Certificate root(PortalClient portal) throws IOException {
        return certificates(portal.bytes("/ca.crt", Map.of(), "*/*"), "/ca.crt").getFirst();
    }

    public static X509CRL crl(PortalClient portal) throws IOException {
        return crl(portal.bytes("/crl", Map.of(), "*/*"));
    }

    static X509CRL crl(byte[] der) throws IOException {
        try {
            return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new IOException("What the server has at /crl is no CRL", e);
        }
    }

    private static List<X509Certificate> certificates(byte[] pem, String path) throws IOException {
        try {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new IOException("The server has no certificate at " + path);
            }
            return certificates;
        } catch (GeneralSecurityException e) {
            throw new IOException("What the server has at " + path + " are no certificates", e);
        }
    }
}
