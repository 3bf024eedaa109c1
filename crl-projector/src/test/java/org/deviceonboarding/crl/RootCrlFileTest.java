package org.deviceonboarding.crl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.Pem;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator keeps the root elsewhere and brings its CRL. */
@DisplayName("The root's CRL in a file")
class RootCrlFileTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path data;

    @Test
    void isServedOnceItIsRightAndHealthTellsWhatIsWrong() throws Exception {
        try (CrlProcess process = start(data.resolve("root.crl").toString())) {
            CertificateAuthority authority = process.bean(CertificateAuthority.class);
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

            awaitHealth(process, "DEGRADED", "it cannot be read");
            assertThat(process.answer("/crl/root").statusCode()).isEqualTo(404);
            assertThat(process.answer("/crl/chain.pem").statusCode()).isEqualTo(404);

            bring(Pem.crl(authority.signCrl(BigInteger.ONE, now, now.plusSeconds(3_600), List.of()))
                    .getBytes(UTF_8));
            awaitHealth(process, "DEGRADED", "it is not signed by the root");
            bring(root(process, 1, now.plus(Duration.ofDays(1)), Duration.ofDays(9)));
            awaitHealth(process, "DEGRADED", "it is valid from");
            bring(root(process, 2, now.minus(Duration.ofDays(2)), Duration.ofDays(1)));
            awaitHealth(process, "DEGRADED", "it is valid from");
            assertThat(process.answer("/crl/root").statusCode()).isEqualTo(404);

            byte[] der = root(process, 3, now.minus(Duration.ofDays(2)), Duration.ofDays(100));
            bring(Pem.crl(der).getBytes(UTF_8));
            awaitHealth(process, "UP", "root_crl_next_update=" + now.plus(Duration.ofDays(98)));
            assertThat(process.answer("/crl/root").body()).isEqualTo(der);
            assertThat(process.answer("/crl/root").headers().firstValue("Content-Type"))
                    .contains("application/pkix-crl");
            assertThat(process.text("/crl/root.pem")).isEqualTo(Pem.crl(der));
            assertThat(process.text("/crl/chain.pem")).isEqualTo(process.text("/crl.pem") + Pem.crl(der));

            bring(root(process, 2, now.minus(Duration.ofDays(3)), Duration.ofDays(100)));
            awaitHealth(process, "DEGRADED", "it is older than the one in use");
            byte[] half = root(process, 4, now.minus(Duration.ofDays(1)), Duration.ofDays(2));
            bring(half);
            await().atMost(SOON)
                    .until(() -> Arrays.equals(process.answer("/crl/root").body(), half));
            awaitHealth(process, "DEGRADED", "root_crl_next_update=" + now.plus(Duration.ofDays(1)));
        }
    }

    @Test
    void isNotNeededWhileTheRootIsHere() throws Exception {
        try (CrlProcess process = start("")) {
            await().atMost(SOON).until(() -> process.answer("/crl/root").statusCode() == 200);
            X509CRL crl = (X509CRL) CertificateFactory.getInstance("X.509")
                    .generateCRL(
                            new ByteArrayInputStream(process.answer("/crl/root").body()));

            crl.verify(process.bean(CertificateAuthority.class).root().getPublicKey());
            assertThat(crl.getRevokedCertificates()).isNull();
            assertThat(Duration.between(Instant.now(), crl.getNextUpdate().toInstant()))
                    .isBetween(Duration.ofDays(364), Duration.ofDays(365));
            assertThat(crl.getThisUpdate().toInstant())
                    .isBetween(
                            Instant.now().minus(Duration.ofMinutes(8)),
                            Instant.now().minus(Duration.ofMinutes(4)));
            awaitHealth(
                    process, "UP", "root_crl_next_update=" + crl.getNextUpdate().toInstant());
        }
    }

    private CrlProcess start(String file) {
        return CrlProcess.start(data, _ -> {}, "--CA_ROOT_CRL_FILE=" + file, "--portal.crl.root-check-interval=100ms");
    }

    private static byte[] root(CrlProcess process, int number, Instant begin, Duration life) {
        return process.bean(CaStore.class)
                .signRootCrl(
                        process.bean(CertificateAuthority.class), BigInteger.valueOf(number), begin, begin.plus(life))
                .orElseThrow();
    }

    /** As a whole: the process may look at any moment. */
    private void bring(byte[] content) throws Exception {
        Path draft = Files.write(data.resolve("draft"), content);
        Files.move(draft, data.resolve("root.crl"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitHealth(CrlProcess process, String... parts) {
        await().atMost(SOON).untilAsserted(() -> assertThat(process.health()).contains(parts));
    }
}
