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
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.deviceonboarding.portal.Portal;
import org.deviceonboarding.portal.postgres.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A week in the life of a CRL, with a clock that jumps. */
@DisplayName("The CRL's freshness")
@ExtendWith(OutputCaptureExtension.class)
class CrlFreshnessTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final byte SEQUENCE = 0x30; // what DER begins with
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path data;

    private final Instant start = Instant.now();
    private volatile Duration later = Duration.ZERO;
    private ConfigurableApplicationContext portal;

    @BeforeEach
    void startPortal() {
        portal = new SpringApplicationBuilder(Portal.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(
                                "movedClock",
                                InstantSource.class,
                                () -> () -> Instant.now().plus(later),
                                bean -> bean.setPrimary(true)))
                .run(
                        "--PORTAL_ROLES=command,crl",
                        "--PORT=0",
                        "--DATABASE_URL=" + TestPostgres.fresh().url(),
                        "--DATA_DIR=" + data,
                        "--portal.crl.check-interval=100ms");
        await().atMost(SOON).until(() -> get("/crl")[0] == SEQUENCE);
    }

    @AfterEach
    void stopPortal() {
        portal.close();
    }

    @Test
    void isKeptBySigningAnewAtHalfOfItsLife() throws Exception {
        BigInteger first = number();

        move(Duration.ofHours(83));
        assertThat(number()).isEqualTo(first);

        move(Duration.ofHours(85));
        await().atMost(SOON).untilAsserted(() -> assertThat(number()).isGreaterThan(first));
        assertThat(crl().getThisUpdate()).isAfter(start.plus(Duration.ofHours(84)));
        assertThat(health()).contains("\"crl\":\"healthy\"");
    }

    @Test
    void raisesTheAlarmAtThreeQuartersAndRecoversByItselfEvenAfterTheEnd(CapturedOutput output) throws Exception {
        BigInteger first = number();
        nobodySigns();

        move(Duration.ofHours(125));
        assertThat(health()).contains("\"crl\":\"healthy\"");
        assertThat(output).doesNotContain("was not signed anew in time");

        move(Duration.ofHours(127));
        assertThat(number()).isEqualTo(first);
        assertThat(health()).contains("\"crl\":\"degraded\"");
        assertThat(metric("crl_next_update_seconds"))
                .isBetween((double) Duration.ofHours(40).toSeconds(), (double)
                        Duration.ofHours(42).toSeconds());
        assertThat(output).contains("CRL " + first + " was not signed anew in time");

        move(Duration.ofHours(169));
        assertThat(health()).contains("\"crl\":\"unhealthy\"");

        somebodySignsAgain();
        await().atMost(SOON).untilAsserted(() -> assertThat(number()).isGreaterThan(first));
        assertThat(health()).contains("\"crl\":\"healthy\"");
        await().atMost(SOON).untilAsserted(() -> assertThat(output).contains("The CRL is fresh again"));
    }

    /** Returns once the signer has looked at the moved clock. */
    private void move(Duration to) {
        later = to;
        double age = to.toSeconds();
        await().atMost(SOON)
                .until(() -> metric("crl_age_seconds") >= age
                        || crl().getThisUpdate().toInstant().isAfter(start.plus(Duration.ofHours(1))));
    }

    // As in a rebuild that does not end: a CRL signed now would lack revocations.
    private void nobodySigns() {
        portal.getBean(JdbcClient.class)
                .sql("update crl_state set complete_from = 9000000000")
                .update();
    }

    private void somebodySignsAgain() {
        portal.getBean(JdbcClient.class)
                .sql("update crl_state set complete_from = 0")
                .update();
    }

    private BigInteger number() throws Exception {
        return new BigInteger(Arrays.copyOfRange(crl().getExtensionValue("2.5.29.20"), 4, 4 + numberLength()));
    }

    private int numberLength() throws Exception {
        return crl().getExtensionValue("2.5.29.20")[3];
    }

    private X509CRL crl() throws Exception {
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(get("/crl")));
    }

    private String health() throws Exception {
        return new String(get("/health"), UTF_8);
    }

    private double metric(String name) throws Exception {
        return new String(get("/metrics"), UTF_8)
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private byte[] get(String path) throws Exception {
        int port = ((WebServerApplicationContext) portal).getWebServer().getPort();
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }
}
