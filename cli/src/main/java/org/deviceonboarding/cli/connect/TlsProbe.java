package org.deviceonboarding.cli.connect;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Makes a TLS handshake and nothing more. The handshake shows the broker's certificate and whether the broker accepts ours. */
public final class TlsProbe {
    private static final int PATIENCE = 5_000;
    private static final int LISTEN = 700;

    private TlsProbe() {}

    /**
     * Makes a handshake. In TLS 1.3 the broker checks our certificate after our side of the handshake has ended, so the probe
     * waits a little longer for an alert.
     *
     * @return the broker's certificates
     * @throws IOException if the handshake fails
     */
    public static List<X509Certificate> handshake(SSLContext tls, String host, int port, boolean listen)
            throws IOException {
        return handshake(tls, host, port, listen, List.of());
    }

    /**
     * @param protocols to offer; if the list is empty, all
     */
    private static List<X509Certificate> handshake(
            SSLContext tls, String host, int port, boolean listen, List<String> protocols) throws IOException {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), PATIENCE);
            try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, port, true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS"); // checks the host's name
                if (!protocols.isEmpty()) {
                    parameters.setProtocols(protocols.toArray(String[]::new));
                }
                socket.setSSLParameters(parameters);
                socket.setSoTimeout(PATIENCE);
                socket.startHandshake();
                if (listen) {
                    hear(socket);
                }
                Certificate[] presented = socket.getSession().getPeerCertificates();
                return Stream.of(presented).map(X509Certificate.class::cast).toList();
            }
        }
    }

    /** Describes a failed handshake. */
    public static String words(IOException problem) {
        return ReasonText.ofTls(problem).orElseGet(() -> String.valueOf(problem.getMessage()));
    }

    /** The most likely reason why the broker refused the connection. */
    static String reason(SSLContext tls, String host, int port, Throwable problem) {
        return ReasonText.ofTls(problem)
                .or(() -> hear(tls, host, port, List.of()))
                .or(() -> hear(tls, host, port, List.of("TLSv1.2"))) // there it judges us within the handshake
                .orElse("the broker ended the connection");
    }

    private static Optional<String> hear(SSLContext tls, String host, int port, List<String> protocols) {
        try {
            handshake(tls, host, port, true, protocols);
            return Optional.empty();
        } catch (IOException e) {
            return ReasonText.ofTls(e);
        }
    }

    private static void hear(SSLSocket socket) throws IOException {
        socket.setSoTimeout(LISTEN);
        try {
            if (socket.getInputStream().read() < 0) {
                throw new IOException("the broker closed the connection");
            }
        } catch (SocketTimeoutException e) {
            // Silence is consent.
        }
    }
}
