package org.deviceonboarding.command.deviceport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.deviceonboarding.access.secret.SecretKey;
import org.deviceonboarding.command.CommandTest;
import org.deviceonboarding.command.server.ServerCertificates;
import org.deviceonboarding.pki.CertificateAuthority;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

@DisplayName("The port for devices")
class DevicePortServerTest extends CommandTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Autowired
    private ServletWebServerApplicationContext context;

    @Autowired
    private CertificateAuthority authority;

    @Autowired
    private ServerCertificates certificates;

    @Autowired
    private SecretKey secret;

    @TempDir
    private Path folder;

    private volatile Duration ahead = Duration.ZERO;

    @Test
    void keepsItsCertificateAcrossStartsAndReplacesItInTimeWithoutOne() throws Exception {
        DevicePortServer server = server("0", List.of("devices.example"));
        server.turn();
        BigInteger first = shown(server.port());
        server.turn();
        assertThat(shown(server.port())).isEqualTo(first);
        assertThat(identities("0", List.of("devices.example"))
                        .current()
                        .certificate()
                        .getSerialNumber())
                .isEqualTo(first);

        ahead = Duration.ofDays(368);
        server.turn();

        assertThat(shown(server.port())).isNotEqualTo(first);
    }

    @Test
    void hasACertificateForEachOfItsNames() {
        X509Certificate first = identities("0", List.of()).current().certificate();
        X509Certificate second =
                identities("0", List.of("10.1.2.3", "2001:db8::1")).current().certificate();

        assertThat(second).isNotEqualTo(first);
        assertThat(identities("0", List.of("10.1.2.3", "2001:db8:0::1"))
                        .current()
                        .certificate())
                .isEqualTo(second);
    }

    @Test
    void letsThePortalWorkIfItIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            DevicePortServer server = server(Integer.toString(taken.getLocalPort()), List.of());

            assertThatThrownBy(server::turn).hasMessageContaining("cannot be opened");
            assertThat(server.health().getStatus().getCode()).isEqualTo("DEGRADED");
        }
        nobody().get("/ca.crt").is(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "65536", "on", "84 43"})
    void isANumberOrOff(String port) {
        assertThatThrownBy(() -> properties(port, List.of())).hasMessageContaining("DEVICE_PORT");
    }

    private DevicePortServer server(String port, List<String> hosts) {
        return new DevicePortServer(context, identities(port, hosts), authority, Integer.parseInt(port));
    }

    private ServerIdentities identities(String port, List<String> hosts) {
        return new ServerIdentities(
                properties(port, hosts),
                authority,
                certificates,
                secret,
                RANDOM,
                () -> Instant.now().plus(ahead));
    }

    private DevicePortProperties properties(String port, List<String> hosts) {
        return new DevicePortProperties(port, hosts, URI.create(PUBLIC_URL), folder.resolve("port.p12"));
    }

    /** The serial number of the certificate that a client sees and believes, under the name of this machine. */
    private BigInteger shown(int port) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("root", authority.root());
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, factory.getTrustManagers(), null);
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("localhost", port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(30_000);
            socket.startHandshake(); // in TLS 1.3 the server is believed before it asks back
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }
}
