package org.deviceonboarding.access.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.deviceonboarding.access.start.StartRefused;
import org.jspecify.annotations.Nullable;

/** Makes a TLS context that trusts the Java platform's CAs and those of a PEM file, such as a private CA's. */
final class TrustedCaFile {
    private TrustedCaFile() {}

    /**
     * @param file empty: there is none
     * @throws StartRefused if it holds no certificates
     */
    static SSLContext with(String file) {
        try {
            if (file.isEmpty()) {
                return SSLContext.getDefault();
            }
            KeyStore all = KeyStore.getInstance("PKCS12");
            all.load(null, null);
            List<Certificate> trusted = new ArrayList<>(platform());
            trusted.addAll(read(Path.of(file)));
            for (Certificate authority : trusted) {
                all.setCertificateEntry("ca" + all.size(), authority);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(all), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new StartRefused(
                    "TRUSTED_CA_FILE is a PEM file of certificates, and " + file + " cannot be read as one: " + e,
                    "Set it to the certificates of your CA, or unset it.",
                    e);
        }
    }

    private static Collection<? extends Certificate> read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream pem = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (found.isEmpty()) {
                throw new IOException("there is no certificate in it");
            }
            return found;
        }
    }

    private static List<Certificate> platform() throws GeneralSecurityException {
        return Arrays.stream(managers(null))
                .flatMap(manager -> manager instanceof X509TrustManager x509
                        ? Arrays.stream(x509.getAcceptedIssuers())
                        : Stream.empty())
                .<Certificate>map(authority -> authority)
                .toList();
    }

    private static TrustManager[] managers(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }
}
