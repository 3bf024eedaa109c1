package org.deviceonboarding.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
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
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A device at the broker's door. */
final class BrokerProbe {
    private static final char[] NO_PASSWORD = {};

    private final int port;
    private final KeyManagerFactory keys;
    private final TrustManagerFactory trust;

    /** @param chain the issuing CA and the root, PEM */
    BrokerProbe(int port, KeyPair key, String certificate, String chain) throws GeneralSecurityException, IOException {
        this.port = port;
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

    /** Whether a new TLS handshake, with nothing remembered of earlier ones, succeeds. */
    boolean isLetIn() throws GeneralSecurityException, IOException {
        // Not TLS 1.3, where a client's handshake ends before the server has judged its certificate.
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), port);
                SSLSocket socket =
                        (SSLSocket) context.getSocketFactory().createSocket(connection, "localhost", port, true)) {
            socket.setSoTimeout(5000);
            return shakesHands(socket);
        }
    }

    private static boolean shakesHands(SSLSocket socket) throws IOException {
        try {
            socket.startHandshake();
            return true;
        } catch (SSLException | SocketException e) {
            return false; // Its alert, or the end of the connection if that overtook us while we wrote.
        }
    }

    private static Collection<? extends Certificate> parse(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
