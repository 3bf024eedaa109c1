package org.deviceonboarding.acl.crl;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The CRL over HTTP")
class HttpCrlSourceTest {
    private static final int MOST = 20 << 20;

    private final AtomicReference<URI> asked = new AtomicReference<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final CrlSize crlSize = new CrlSize(MOST);
    private final HttpServer server;
    private int size;
    private long pause = 170;

    HttpCrlSourceTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    }

    @BeforeEach
    void serve() {
        server.createContext("/crl.pem", exchange -> {
            asked.set(exchange.getRequestURI());
            answer(exchange, 200, "the CRL");
        });
        server.createContext("/later", exchange -> answer(exchange, 503, "not yet"));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", url("/crl.pem").toString());
            answer(exchange, 302, "");
        });
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] chunk = new byte[1 << 20];
            while (true) {
                exchange.getResponseBody().write(chunk);
            }
        });
        server.createContext("/sized", exchange -> {
            exchange.sendResponseHeaders(200, size);
            byte[] piece = new byte[1 << 20];
            for (int sent = 0; sent < size; sent += piece.length) {
                exchange.getResponseBody().write(piece, 0, Math.min(piece.length, size - sent));
                LockSupport.parkNanos(pause * 1_000_000);
            }
            exchange.close();
        });
        server.createContext("/stalled", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    @Test
    void isAskedForWithThePositionItMustKnow() throws Exception {
        assertThat(source("/crl.pem").fetch(4711)).isEqualTo("the CRL");
        assertThat(asked).hasValue(URI.create("/crl.pem?min_position=4711"));

        source("/crl.pem?ca=1").fetch(2);
        assertThat(asked).hasValue(URI.create("/crl.pem?ca=1&min_position=2"));
    }

    @Test
    void isNotAnythingButAPlainAnswer() {
        for (String path : new String[] {"/later", "/moved", "/nowhere"}) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> source(path).fetch(1))
                    .withMessageContaining("status");
        }
    }

    @Test
    void hasALimit() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> source("/endless").fetch(1));
    }

    @Test
    void isFetchedHoweverLargeAsLongAsTheLimitAllowsIt() throws Exception {
        size = MOST;
        HttpCrlSource source = source("/sized");

        // Longer than a small one may take.
        assertThat(source.fetch(1)).hasSize(MOST);
        assertThat(crlSize.bytes()).isEqualTo(MOST);
    }

    @Test
    void saysThatItNearsItsLimitBeforeItIsThere() throws Exception {
        HttpCrlSource source = source("/sized");
        pause = 0;
        size = MOST / 100 * 80 - 1;
        source.fetch(1);
        assertThat(crlSize.trouble()).isNull();

        size = MOST / 100 * 80;
        source.fetch(1);
        assertThat(crlSize.trouble())
                .startsWith("The CRL has " + size + " bytes and one of more than " + MOST + " is not fetched any more");

        size = MOST + 1;
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> source.fetch(1));
        assertThat(crlSize.trouble()).startsWith("The CRL has " + size + " bytes");

        size = 10;
        source.fetch(1);
        assertThat(crlSize.trouble()).isNull();
    }

    @Test
    void isNotWaitedForForEver() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> source("/stalled").fetch(1))
                .withMessageContaining("within 3 s");
    }

    @Test
    void isMissedInWords() {
        server.stop(0);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> source("/crl.pem").fetch(1))
                .withMessageStartingWith("No CRL from http://");
    }

    private HttpCrlSource source(String path) {
        return new HttpCrlSource(url(path), crlSize);
    }

    private URI url(String path) {
        return URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + path);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(US_ASCII);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
