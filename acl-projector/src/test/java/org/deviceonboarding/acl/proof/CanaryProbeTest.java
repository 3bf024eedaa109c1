package org.deviceonboarding.acl.proof;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.TestPki;
import org.deviceonboarding.acl.broker.BrokerProperties;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.mosquitto.MosquittoEnforcementTest;
import org.deviceonboarding.domain.broker.Canary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no verdict: {@link MosquittoEnforcementTest} and the tests of faults see the verdicts of a real broker. */
@DisplayName("The canaries")
class CanaryProbeTest {
    @TempDir
    Path temp;

    @BeforeEach
    void prepareFolder() throws IOException {
        TestPki.SHARED.brokerFolder(folder());
    }

    @Test
    void takeABrokerWithoutRoomForNoneThatTurnsThemAway() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!full.isClosed()) {
                    try {
                        full.accept().close();
                    } catch (IOException _) {
                        return;
                    }
                }
            });

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> probe(full.getLocalPort()).run())
                    .withMessageContaining("room");
        }
    }

    @Test
    void doNotMistakeTheirOwnDistrustForTheBrokers() throws Exception {
        try (ServerSocket server = Tls.as(folder().serverCertificate(), folder().serverKey(), folder())
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (SSLSocket socket = (SSLSocket) server.accept()) {
                        socket.startHandshake();
                    } catch (IOException _) {
                        // The canary does not like it.
                    }
                }
            });
            Files.copy(TestPki.create().file("ca.crt"), folder().ca(), StandardCopyOption.REPLACE_EXISTING);

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> probe(server.getLocalPort()).run())
                    .withMessageContaining("own certificate");
        }
    }

    private CanaryProbe probe(int port) {
        BrokerSettings broker = BrokerSettings.of(
                new BrokerProperties(
                        null,
                        folder().acl().toString(),
                        null,
                        port,
                        false,
                        null,
                        null,
                        "http://localhost/crl.pem",
                        null,
                        null,
                        null,
                        null),
                Optional.empty());
        return new CanaryProbe(broker, Canary.of(TestLog.BROKER), Duration.ofSeconds(5));
    }

    private BrokerFolder folder() {
        return new BrokerFolder(temp.resolve("broker").resolve("mosquitto.acl"));
    }
}
