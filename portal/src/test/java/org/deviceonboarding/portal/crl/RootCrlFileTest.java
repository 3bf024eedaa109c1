package org.deviceonboarding.portal.crl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.deviceonboarding.access.secret.SecretKey;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.Pem;
import org.deviceonboarding.portal.Portal;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** An operator keeps the root elsewhere and brings its CRL. */
@DisplayName("The root's CRL in a file")
class RootCrlFileTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path data;

    private ConfigurableApplicationContext portal;
    private CaStore store;
    private CertificateAuthority authority;

    @Test
    void isServedOnceItIsRightAndHealthTellsWhatIsWrong() throws Exception {
        try (ConfigurableApplicationContext running =
                start(data.resolve("root.crl").toString())) {
            portal = running;
            authority = running.getBean(CertificateAuthority.class);
            store = CaStore.pkcs12(
                    data.resolve("ca"),
                    HexFormat.of()
                            .formatHex(running.getBean(SecretKey.class).derive("ca key store"))
                            .toCharArray());
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

            awaitHealth("\"crl\":\"degraded\"", "it cannot be read");
            assertThat(answer("/crl/root").statusCode()).isEqualTo(404);
            assertThat(answer("/crl/chain.pem").statusCode()).isEqualTo(404);

            bring(Pem.crl(authority.signCrl(BigInteger.ONE, now, now.plusSeconds(3_600), List.of()))
                    .getBytes(UTF_8));
            awaitHealth("\"crl\":\"degraded\"", "it is not signed by the root");
            bring(root(1, now.plus(Duration.ofDays(1)), Duration.ofDays(9)));
            awaitHealth("\"crl\":\"degraded\"", "it is valid from");
            bring(root(2, now.minus(Duration.ofDays(2)), Duration.ofDays(1)));
            awaitHealth("\"crl\":\"degraded\"", "it is valid from");
            assertThat(answer("/crl/root").statusCode()).isEqualTo(404);

            byte[] der = root(3, now.minus(Duration.ofDays(2)), Duration.ofDays(100));
            bring(Pem.crl(der).getBytes(UTF_8));
            awaitHealth("\"crl\":\"healthy\"", "\"root_crl_next_update\":\"" + now.plus(Duration.ofDays(98)));
            assertThat(answer("/crl/root").body()).isEqualTo(der);
            assertThat(answer("/crl/root").headers().firstValue("Content-Type")).contains("application/pkix-crl");
            assertThat(text("/crl/root.pem")).isEqualTo(Pem.crl(der));
            assertThat(text("/crl/chain.pem")).isEqualTo(text("/crl.pem") + Pem.crl(der));

            bring(root(2, now.minus(Duration.ofDays(3)), Duration.ofDays(100)));
            awaitHealth("\"crl\":\"degraded\"", "it is older than the one in use");
            byte[] half = root(4, now.minus(Duration.ofDays(1)), Duration.ofDays(2));
            bring(half);
            await().atMost(SOON).until(() -> Arrays.equals(answer("/crl/root").body(), half));
            awaitHealth("\"crl\":\"degraded\"", "\"root_crl_next_update\":\"" + now.plus(Duration.ofDays(1)));
        }
    }

    @Test
    void isNotNeededWhileTheRootIsHere() throws Exception {
        try (ConfigurableApplicationContext running = start("")) {
            portal = running;
            await().atMost(SOON).until(() -> answer("/crl/root").statusCode() == 200);
            X509CRL crl = (X509CRL) CertificateFactory.getInstance("X.509")
                    .generateCRL(new ByteArrayInputStream(answer("/crl/root").body()));

            crl.verify(running.getBean(CertificateAuthority.class).root().getPublicKey());
            assertThat(crl.getRevokedCertificates()).isNull();
            assertThat(Duration.between(Instant.now(), crl.getNextUpdate().toInstant()))
                    .isBetween(Duration.ofDays(364), Duration.ofDays(365));
            assertThat(crl.getThisUpdate().toInstant())
                    .isBetween(
                            Instant.now().minus(Duration.ofMinutes(8)),
                            Instant.now().minus(Duration.ofMinutes(4)));
            awaitHealth(
                    "\"crl\":\"healthy\"",
                    "\"root_crl_next_update\":\"" + crl.getNextUpdate().toInstant());
        }
    }

    private ConfigurableApplicationContext start(String file) {
        return new SpringApplicationBuilder(Portal.class)
                .run(
                        "--PORTAL_ROLES=command,crl",
                        "--PORT=0",
                        "--DATABASE_URL=" + TestPostgres.migrated().url(),
                        "--DATA_DIR=" + data,
                        "--CA_ROOT_CRL_FILE=" + file,
                        "--portal.crl.check-interval=100ms",
                        "--portal.crl.root-check-interval=100ms");
    }

    private byte[] root(int number, Instant begin, Duration life) {
        return store.signRootCrl(authority, BigInteger.valueOf(number), begin, begin.plus(life))
                .orElseThrow();
    }

    /** As a whole: the portal may look at any moment. */
    private void bring(byte[] content) throws Exception {
        Path draft = Files.write(data.resolve("draft"), content);
        Files.move(draft, data.resolve("root.crl"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void awaitHealth(String... parts) {
        await().atMost(SOON).untilAsserted(() -> assertThat(text("/health")).contains(parts));
    }

    private String text(String path) throws Exception {
        return new String(answer(path).body(), UTF_8);
    }

    private HttpResponse<byte[]> answer(String path) throws Exception {
        int port = ((WebServerApplicationContext) portal).getWebServer().getPort();
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }
}
