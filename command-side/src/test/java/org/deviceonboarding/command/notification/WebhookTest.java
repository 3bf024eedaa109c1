package org.deviceonboarding.command.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A webhook")
class WebhookTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Message MESSAGE = new Message("msg_1", "{\"type\":\"certificate.expiring\"}", 1);

    private record Received(String path, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 204;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(new Received(
                    exchange.getRequestURI().getPath(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void isSignedSoThatTheReceiverCanTell() throws Exception {
        webhook().post(MESSAGE, NOW);

        Received one = received.getFirst();
        assertThat(one.body()).isEqualTo(MESSAGE.body());
        assertThat(one.header("Webhook-id")).isEqualTo("msg_1");
        assertThat(one.header("Webhook-timestamp")).isEqualTo(Long.toString(NOW.getEpochSecond()));
        assertThat(one.header("Webhook-signature"))
                .isEqualTo("v1," + hmac("msg_1." + NOW.getEpochSecond() + "." + MESSAGE.body()));
        assertThat(one.header("Content-type")).isEqualTo("application/json");
    }

    /** The example of the specification's reference libraries. */
    @Test
    void isSignedAsOthersSign() {
        assertThat(WebhookSignature.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                        .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330L, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 410, 500, 503})
    void hasFailedWhateverElseIsAnswered(int answer) {
        status = answer;

        assertThatThrownBy(() -> webhook().post(MESSAGE, NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(Integer.toString(answer));
        assertThat(received).extracting(Received::path).containsExactly("/hook");
    }

    @Test
    void hasFailedIfNobodyListens() {
        var nobody = new Webhook(URI.create("http://127.0.0.1:1/"), WebhookSignature.of(SECRET), tls());

        assertThatThrownBy(() -> nobody.post(MESSAGE, NOW)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://receiver.example/hook, true",
        "http://localhost:8080/, true",
        "http://127.0.0.1/hook, true",
        "http://[::1]:80/hook, true",
        "http://receiver.example/, false",
        "http://127.receiver.example/, false",
        "https://user:password@receiver.example/, false",
        "ftp://receiver.example/, false",
        "receiver.example, false",
    })
    void goesToThisMachineOrOverTls(String url, boolean fine) {
        if (fine) {
            assertThat(new WebhookProperties(url, SECRET).configured()).isTrue();
        } else {
            assertThatThrownBy(() -> new WebhookProperties(url, SECRET))
                    .hasMessageContaining("RENEWAL_WEBHOOK_URL")
                    .hasMessageNotContaining("password");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_c2hvcnQ=", "whsec_!", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void needsASecretThatIsOne(String secret) {
        assertThatThrownBy(() -> new WebhookProperties("https://receiver.example/", secret))
                .hasMessageContaining("RENEWAL_WEBHOOK_SECRET");
    }

    @Test
    void keepsItsSecretOutOfTexts() {
        assertThat(new WebhookProperties("https://receiver.example/", SECRET).toString())
                .doesNotContain(SECRET);
    }

    @Test
    void isTriedForAboutADayAndNoLonger() {
        Patience patience = new Patience(new SecureRandom());
        Duration all = Duration.ZERO;
        for (int attempts = 1; attempts < Patience.MOST_ATTEMPTS; attempts++) {
            Duration wait = patience.after(attempts).orElseThrow();
            assertThat(wait).isBetween(Duration.ofMillis(2500), Duration.ofHours(4));
            all = all.plus(wait);
        }
        assertThat(all).isBetween(Duration.ofHours(10), Duration.ofHours(24));
        assertThat(patience.after(Patience.MOST_ATTEMPTS)).isEmpty();
    }

    private Webhook webhook() {
        return new Webhook(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook"),
                WebhookSignature.of(SECRET),
                tls());
    }

    private static SSLContext tls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmac(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    }
}
