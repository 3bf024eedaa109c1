package org.deviceonboarding.crl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.deviceonboarding.log.database.DatabaseClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A week in the life of a CRL, with a clock that jumps. */
@DisplayName("The CRL's freshness")
@ExtendWith(OutputCaptureExtension.class)
class CrlFreshnessTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final byte SEQUENCE = 0x30; // what DER begins with

    @TempDir
    private Path data;

    private final Instant beginning = Instant.now();
    private volatile Duration later = Duration.ZERO;
    private volatile Duration databaseLater = Duration.ZERO;
    private CrlProcess process;

    @BeforeEach
    void start() {
        process = CrlProcess.start(data, this::moveClocks, "--BROKER_CRL_MAX_BYTES=1MB");
        await().atMost(SOON).until(() -> get("/crl")[0] == SEQUENCE);
    }

    private void moveClocks(GenericApplicationContext beans) {
        beans.registerBean(
                "movedClock",
                InstantSource.class,
                () -> () -> Instant.now().plus(later),
                bean -> bean.setPrimary(true));
        beans.registerBean(
                "movedDatabaseClock",
                DatabaseClock.class,
                () -> () -> Instant.now().plus(databaseLater),
                bean -> bean.setPrimary(true));
    }

    @AfterEach
    void stop() {
        process.close();
    }

    @Test
    void isKeptBySigningAnewAtHalfOfItsLife() throws Exception {
        BigInteger first = number();

        move(Duration.ofHours(83));
        assertThat(number()).isEqualTo(first);

        move(Duration.ofHours(85));
        await().atMost(SOON).untilAsserted(() -> assertThat(number()).isGreaterThan(first));
        assertThat(crl().getThisUpdate()).isAfter(beginning.plus(Duration.ofHours(84)));
        assertThat(process.health()).startsWith("UP");
    }

    @Test
    void raisesTheAlarmAtThreeQuartersAndRecoversByItselfEvenAfterTheEnd(CapturedOutput output) throws Exception {
        BigInteger first = number();
        nobodySigns();

        move(Duration.ofHours(125));
        assertThat(process.health()).startsWith("UP");
        assertThat(output).doesNotContain("was not signed anew in time");

        move(Duration.ofHours(127));
        assertThat(number()).isEqualTo(first);
        assertThat(process.health()).startsWith("DEGRADED");
        assertThat(metric("crl.next.update.seconds"))
                .isBetween((double) Duration.ofHours(40).toSeconds(), (double)
                        Duration.ofHours(42).toSeconds());
        assertThat(output).contains("CRL " + first + " was not signed anew in time");

        move(Duration.ofHours(169));
        assertThat(process.health()).startsWith("DOWN");

        somebodySignsAgain();
        await().atMost(SOON).untilAsserted(() -> assertThat(number()).isGreaterThan(first));
        assertThat(process.health()).startsWith("UP");
        await().atMost(SOON).untilAsserted(() -> assertThat(output).contains("The CRL is fresh again"));
    }

    @Test
    void survivesRunsWithTheClockAhead() throws Exception {
        for (Duration ahead : List.of(Duration.ofHours(1), Duration.ofDays(3), Duration.ofDays(400))) {
            survives(ahead);
        }
    }

    private void survives(Duration ahead) throws Exception {
        BigInteger first = number();
        moveAhead(ahead);
        await().atMost(SOON).untilAsserted(() -> assertThat(newest()).isAfter(beginning.plus(ahead.minusMinutes(10))));
        BigInteger fromTheFuture = newestNumber();
        assertThat(fromTheFuture).isGreaterThan(first);

        later = Duration.ZERO;
        databaseLater = Duration.ZERO;

        assertThat(status("/crl")).isIn(200, 503);
        await().atMost(SOON).until(() -> status("/crl") == 200);
        assertThat(crl().getThisUpdate()).isBefore(Instant.now());
        assertThat(crl().getNextUpdate()).isBefore(Instant.now().plus(Duration.ofDays(8)));
        assertThat(number()).isEqualTo(fromTheFuture.add(BigInteger.ONE));
        assertThat(process.health()).startsWith("UP");
    }

    @Test
    void isNeverServedFromTheFuture() throws Exception {
        nobodySigns();
        process.bean(JdbcClient.class)
                .sql(
                        "update crl set signed_at = signed_at + interval '3 days', next_update = next_update + interval '3 days'")
                .update();

        assertThat(status("/crl")).isEqualTo(503);
        assertThat(status("/crl.pem")).isEqualTo(503);
        assertThat(process.health()).startsWith("DEGRADED").contains("seconds_in_the_future=2591");

        somebodySignsAgain();
        await().atMost(SOON).until(() -> status("/crl") == 200);
        assertThat(process.health()).startsWith("UP");
    }

    @Test
    void raisesTheAlarmBeforeItIsTooLargeForBrokers() throws Exception {
        nobodySigns();
        grow(619_000);
        assertThat(get("/crl.pem").length).isLessThan((1 << 20) / 100 * 80);
        assertThat(process.health()).startsWith("UP");

        grow(620_000);

        int bytes = get("/crl.pem").length;
        assertThat(process.health())
                .startsWith("DEGRADED")
                .contains("The CRL has " + bytes
                        + " bytes and brokers fetch none of more than 1048576: raise BROKER_CRL_MAX_BYTES");
    }

    private void grow(int bytes) {
        process.bean(JdbcClient.class)
                .sql("update crl set der = decode(repeat('30', :bytes), 'hex')")
                .param("bytes", bytes)
                .update();
    }

    @Test
    void isSignedByNoProcessWhoseClockIsNotTheDatabases(CapturedOutput output) throws Exception {
        for (String off : List.of("PT65S", "P3D", "PT-65S", "P-3D")) {
            isNotSigned(Duration.parse(off), output);
        }
    }

    private void isNotSigned(Duration off, CapturedOutput output) throws Exception {
        BigInteger first = number();
        later = off;
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(output)
                        .containsPattern("This process's clock is (" + off.abs().toSeconds() + "|"
                                + off.abs().minusMillis(500).toSeconds() + ") s "
                                + (off.isNegative() ? "behind" : "ahead of")
                                + " the database's: it signs no CRL until they agree to the minute"));

        process.bean(JdbcClient.class)
                .sql(
                        "update crl set signed_at = signed_at - interval '5 days', next_update = next_update - interval '3 days'")
                .update();
        Thread.sleep(500); // five looks of the signer

        assertThat(number()).isEqualTo(first);
        assertThat(process.health())
                .startsWith("DEGRADED")
                .containsPattern("clock_ahead_of_database_seconds=("
                        + off.plusMillis(500).toSeconds() + "|"
                        + off.minusMillis(500).toSeconds() + ")");

        long agreements = agreements(output);
        later = Duration.ofSeconds(55);
        await().atMost(SOON).untilAsserted(() -> assertThat(number()).isGreaterThan(first));
        await().atMost(SOON)
                .until(() -> agreements(output) > agreements); // or the alarm does not tell of the next difference
        assertThat(process.health()).startsWith("UP");
        later = Duration.ZERO;
    }

    private static long agreements(CapturedOutput output) {
        return output.getOut().split("clock and the database's agree again", -1).length;
    }

    private void moveAhead(Duration to) {
        databaseLater = to;
        later = to;
        process.bean(JdbcClient.class)
                .sql("update crl set signed_at = signed_at - interval '8 days'") // so that it is due
                .update();
    }

    private Instant newest() {
        return process.bean(JdbcClient.class)
                .sql("select signed_at from crl order by number desc limit 1")
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single();
    }

    private BigInteger newestNumber() {
        return process.bean(JdbcClient.class)
                .sql("select max(number) from crl")
                .query(java.math.BigDecimal.class)
                .single()
                .toBigIntegerExact();
    }

    /** Returns once the signer has looked at the moved clock. */
    private void move(Duration to) {
        later = to;
        databaseLater = to;
        double age = to.toSeconds();
        await().atMost(SOON)
                .until(() -> metric("crl.age.seconds") >= age
                        || crl().getThisUpdate().toInstant().isAfter(beginning.plus(Duration.ofHours(1))));
    }

    // As in a rebuild that does not end: a CRL signed now would lack revocations.
    private void nobodySigns() {
        process.bean(JdbcClient.class)
                .sql("update crl_coverage set complete_from = 9000000000, complete = false")
                .update();
    }

    private void somebodySignsAgain() {
        process.bean(JdbcClient.class)
                .sql("update crl_coverage set complete_from = 0, complete = true")
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

    private double metric(String name) {
        return process.bean(MeterRegistry.class).get(name).gauge().value();
    }

    private int status(String path) throws Exception {
        return process.answer(path).statusCode();
    }

    private byte[] get(String path) throws Exception {
        return process.answer(path).body();
    }
}
