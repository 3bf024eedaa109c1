package org.deviceonboarding.access.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.testkit.pki.PrivateCa;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A private CA")
class TrustedCaFileTest {
    @TempDir
    private Path folder;

    @Test
    void isBelievedIfItIsInTheFileAndNotOtherwise() throws Exception {
        PrivateCa ca = PrivateCa.in(folder);
        HttpsServer server = ca.server();
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            URI url = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
            assertThat(status(url, TrustedCaFile.with(ca.file().toString()))).isEqualTo(204);
            assertThatThrownBy(() -> status(url, TrustedCaFile.with(""))).isInstanceOf(SSLHandshakeException.class);
            Path both = Files.writeString(
                    folder.resolve("both.pem"),
                    Files.readString(folder.resolve("server.crt")) + Files.readString(ca.file()));
            assertThat(status(url, TrustedCaFile.with(both.toString()))).isEqualTo(204);
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void isACertificate(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), content);

        assertThatThrownBy(() -> TrustedCaFile.with(file.toString()))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("TRUSTED_CA_FILE is a PEM file of certificates, and " + file);
        assertThatThrownBy(() -> TrustedCaFile.with(folder.resolve("nowhere").toString()))
                .isInstanceOf(StartRefused.class);
    }

    private static int status(URI url, SSLContext tls) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(tls)
                .build()
                .send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
