package org.deviceonboarding.bench;

import java.io.IOException;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** Tries to connect to the broker as a device. */
record BrokerProbe(int port, DeviceIdentity device) {
    // Not TLS 1.3, where a client's handshake ends before the server has judged its certificate.
    private static final String PROTOCOL = "TLSv1.2";

    /** Whether a new TLS handshake succeeds. */
    boolean isLetIn() throws GeneralSecurityException, IOException {
        try (SSLSocket socket = device.connect(port, PROTOCOL)) {
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
}
