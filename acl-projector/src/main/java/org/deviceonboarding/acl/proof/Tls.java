package org.deviceonboarding.acl.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.folder.PemFile;
import org.jspecify.annotations.Nullable;

/** Makes the TLS contexts with which this process connects to its broker; they trust the portal's CA and no other. */
public final class Tls {
    private static final char[] IN_MEMORY = new char[0];

    private Tls() {}

    /** A context without a client certificate. */
    public static SSLContext anonymous(BrokerFolder folder) throws IOException {
        return context(folder, null);
    }

    /** A context with that client certificate. */
    public static SSLContext as(Path certificate, Path key, BrokerFolder folder) throws IOException {
        try {
            KeyStore keys = emptyStore();
            X509Certificate[] chain =
                    PemFile.certificates(Files.readString(certificate) + Files.readString(folder.ca())).stream()
                            .filter(one -> !one.getSubjectX500Principal().equals(one.getIssuerX500Principal()))
                            .toArray(X509Certificate[]::new);
            keys.setKeyEntry("own", PemFile.privateKey(key), IN_MEMORY, chain);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, IN_MEMORY);
            return context(folder, factory.getKeyManagers());
        } catch (GeneralSecurityException e) {
            throw new IOException("Not a certificate and its key: " + certificate, e);
        }
    }

    private static SSLContext context(BrokerFolder folder, KeyManager @Nullable [] own) throws IOException {
        try {
            KeyStore trusted = emptyStore();
            List<X509Certificate> authorities = PemFile.certificates(Files.readString(folder.ca()));
            for (int i = 0; i < authorities.size(); i++) {
                trusted.setCertificateEntry("ca" + i, authorities.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("Not a chain of certificates: " + folder.ca(), e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
