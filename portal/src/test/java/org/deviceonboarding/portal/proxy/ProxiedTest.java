package org.deviceonboarding.portal.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.deviceonboarding.portal.Portal;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.pki.PrivateCa;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.deviceonboarding.testkit.process.FreePort;
import org.deviceonboarding.testkit.process.TestTool;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A portal below a path, with TLS of its own and an nginx in front of it. All tests that extend this share both. */
@SpringBootTest(
        classes = Portal.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "PORTAL_ROLES=command,query,crl",
            "FORWARD_HEADERS=native",
            "TRUSTED_PROXIES=" + Nginx.ADDRESS + "/32,::1",
            "RATE_LIMIT_KEYS=limited=2",
            "HTTPS_PORT=0",
            "HTTP_CONNECTIONS=" + ProxiedTest.CONNECTIONS,
            "portal.tls.check-interval=100ms",
            "portal.body-deadline=1s",
            "DEVICE_PORT=0",
            "KEY_POOL_SIZE=0",
            "portal.state-proof.cron=-",
        })
abstract class ProxiedTest {
    static final int CONNECTIONS = 60;

    /** The caller's address, which is neither the test's own nor the proxy's. */
    static final String CALLER = "127.0.0.3";

    private static final int HTTPS = FreePort.find();
    static final int HTTP = FreePort.find();
    static final String HOST = "https://localhost:" + HTTPS;
    static final String URL = HOST + "/iot";

    static final Path DATA = folder();
    static final Path CERTIFICATE = DATA.resolve("tls.crt");
    static final Path KEY = DATA.resolve("tls.key");
    static final PrivateCa CA = ca();

    private static boolean proxied;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("DATABASE_URL", () -> TestPostgres.empty().url());
        settings.add("DATA_DIR", DATA::toString);
        settings.add("PUBLIC_URL", () -> URL);
        settings.add("TLS_CERTIFICATE_FILE", CERTIFICATE::toString);
        settings.add("TLS_KEY_FILE", KEY::toString);
    }

    private static Path folder() {
        try {
            return TestTool.workDirectory("proxied-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PrivateCa ca() {
        try {
            PrivateCa ca = PrivateCa.in(TestTool.workDirectory("proxy-ca"));
            use(ca);
            return ca;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives the portal a certificate of this CA. */
    static void use(PrivateCa ca) throws IOException {
        Files.write(KEY, Files.readAllBytes(ca.folder().resolve("server.key")));
        Files.write(CERTIFICATE, Files.readAllBytes(ca.folder().resolve("server.crt")));
    }

    /** The portal's own address, without nginx. */
    String direct() {
        int tls = new Caller(port, null)
                .get("/health")
                .json()
                .at("/details/https_port/port")
                .asInt();
        return "https://localhost:" + tls;
    }

    static String key() {
        try {
            return Files.readString(DATA.resolve("admin.key")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String newName() {
        return "device-" + UUID.randomUUID();
    }

    Answer get(String url, String... headers) throws Exception {
        return send("GET", url, "", headers);
    }

    Answer send(String method, String url, String body, String... headers) throws Exception {
        return send(CA, method, url, body, headers);
    }

    Answer send(PrivateCa trusted, String method, String url, String body, String... headers) throws Exception {
        startNginx();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(60))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient http = HttpClient.newBuilder()
                .sslContext(trusted.trusted())
                .localAddress(InetAddress.ofLiteral(CALLER))
                .build()) {
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.headers(), answer.body());
        }
    }

    Answer register(String url, String name, String... headers) throws Exception {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 4);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        all[headers.length + 2] = "Authorization";
        all[headers.length + 3] = "Bearer " + key();
        return send(
                "POST",
                url + "/register",
                "{\"name\": \"" + name + "\", \"type\": \"pump\", \"key_algorithm\": \"ec-p256\"}",
                all);
    }

    void startNginx() throws Exception {
        if (!proxied) {
            Nginx nginx = Nginx.before(port, HTTPS, HTTP, CA);
            Runtime.getRuntime().addShutdownHook(new Thread(nginx::close));
            proxied = true;
        }
    }
}
