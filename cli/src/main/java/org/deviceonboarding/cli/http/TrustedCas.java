package org.deviceonboarding.cli.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.deviceonboarding.cli.file.InputFile;
import org.jspecify.annotations.Nullable;

/** Makes a TLS context that trusts only given CAs. */
public final class TrustedCas {
    private static final long LONGEST = 1 << 20;

    private TrustedCas() {}

    public static SSLContext in(Path file) throws IOException {
        try (InputStream in = new ByteArrayInputStream(InputFile.bytes(file, LONGEST))) {
            Collection<? extends Certificate> authorities =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (authorities.isEmpty()) {
                throw new IOException(file + " has no certificate in it");
            }
            return context(authorities, null);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is no file of certificates (PEM)", e);
        }
    }

    /**
     * @param own the keys to present, if any
     */
    public static SSLContext context(Collection<? extends Certificate> authorities, KeyManager @Nullable [] own)
            throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        int n = 0;
        for (Certificate authority : authorities) {
            trusted.setCertificateEntry("ca" + n++, authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own, factory.getTrustManagers(), null);
        return context;
    }
}
