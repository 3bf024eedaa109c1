package org.deviceonboarding.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A device's key and certificate for TLS. */
final class DeviceIdentity {
    private static final char[] NO_PASSWORD = {};
    private static final int PATIENCE_MILLIS = 60_000; // Mosquitto 2.0 reads a large ACL for seconds

    private final KeyManagerFactory keys;
    private final TrustManagerFactory trust;

    /** @param chain the issuing CA and the root, PEM */
    DeviceIdentity(KeyPair key, String certificate, String chain) throws GeneralSecurityException, IOException {
        List<Certificate> path = new ArrayList<>(parse(certificate));
        path.addAll(parse(chain));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("device", key.getPrivate(), NO_PASSWORD, path.toArray(Certificate[]::new));
        store.setCertificateEntry("root", path.getLast());
        keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
    }

    /** A connection before its handshake, without session resumption. */
    SSLSocket connect(int port, String protocol) throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance(protocol);
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        Socket connection = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            connection.setTcpNoDelay(true);
            connection.setSoTimeout(PATIENCE_MILLIS);
            return (SSLSocket) context.getSocketFactory().createSocket(connection, "localhost", port, true);
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    private static Collection<? extends Certificate> parse(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
