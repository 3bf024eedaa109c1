package org.deviceonboarding.portal.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.testkit.http.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A portal behind a proxy limits")
class LimitsTest extends ProxiedTest {
    @Test
    void requestsOfAnAddressAndOfAKey() throws Exception {
        Answer nobody = get(URL + "/login");
        assertThat(nobody.header("RateLimit-Policy")).isEqualTo("\"address\";q=60;w=60");
        assertThat(nobody.header("RateLimit")).matches("\"address\";r=\\d+;t=\\d+");
        assertThat(get(URL + "/devices", "Authorization", "Bearer " + key()).header("RateLimit-Policy"))
                .isEqualTo("\"key\";q=600;w=60");
        assertThat(get(URL + "/crl").header("RateLimit")).isEmpty();

        String limited = send(
                        "POST",
                        URL + "/admin/api-keys",
                        "{\"name\": \"limited\", \"roles\": [\"auditor\"]}",
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + key())
                .is(201)
                .field("key");
        get(URL + "/devices", "Authorization", "Bearer " + limited).is(200);
        get(URL + "/devices", "Authorization", "Bearer " + limited).is(200);
        Answer refused = get(URL + "/devices", "Authorization", "Bearer " + limited);
        refused.isProblem(429, "rate_limited");
        assertThat(refused.header("RateLimit")).startsWith("\"key\";r=0;t=");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 31);
    }

    @Test
    void connectionsThatComeAndSayNothing() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS + 10; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                slow.add(socket);
                socket.getOutputStream()
                        .write("GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            try (Socket honest = new Socket(InetAddress.getLoopbackAddress(), port)) {
                honest.setSoTimeout(10_000); // half of what a silent connection is left alone for
                honest.getOutputStream()
                        .write("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(honest.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .startsWith("HTTP/1.1 200");
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void theTimeOfABodyThatTricklesIn() throws Exception {
        int tls = URI.create(direct()).getPort();
        try (Socket socket = CA.trusted().getSocketFactory().createSocket("localhost", tls)) {
            socket.setSoTimeout(100);
            socket.getOutputStream().write("""
                POST /iot/register HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: 1000\r
                \r
                """.formatted(key()).getBytes(StandardCharsets.US_ASCII));
            assertThat(answerWhileWriting(socket)).startsWith("HTTP/1.1 408");
        }
    }

    private static String answerWhileWriting(Socket socket) throws Exception {
        InputStream in = socket.getInputStream();
        for (int sent = 0; sent < 999; sent++) {
            socket.getOutputStream().write(' ');
            socket.getOutputStream().flush();
            try {
                byte[] line = new byte[12];
                in.readNBytes(line, 0, 1);
                socket.setSoTimeout(10_000);
                in.readNBytes(line, 1, 11);
                return new String(line, StandardCharsets.US_ASCII);
            } catch (SocketTimeoutException _) {
                // No answer yet.
            }
        }
        return "";
    }
}
