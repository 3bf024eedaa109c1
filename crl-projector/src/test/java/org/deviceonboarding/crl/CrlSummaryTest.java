package org.deviceonboarding.crl;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The summary of a CRL")
class CrlSummaryTest {
    private static final Instant SIGNED = Instant.parse("2026-03-01T12:00:00Z");

    /** With a life of eight hours. */
    @ParameterizedTest
    @CsvSource({
        "PT-61M, true, false",
        "PT-61S, true, false",
        "PT-60S, false, false",
        "PT0S, false, false",
        "PT3H59M59S, false, false",
        "PT4H, true, false",
        "PT5H59M59S, true, false",
        "PT6H, true, true",
        "PT9H, true, true"
    })
    void isDueAtHalfOfItsLifeOrFromTheFutureAndLateAtThreeQuarters(Duration age, boolean due, boolean late) {
        CrlSummary crl = crl(0);

        assertThat(crl.dueAt(SIGNED.plus(age))).isEqualTo(due);
        assertThat(crl.lateAt(SIGNED.plus(age))).isEqualTo(late);
    }

    @Test
    void isFromTheFutureWhenItsTimeIsMoreThanAMinuteAhead() {
        assertThat(crl(0).fromTheFutureAt(SIGNED.minusSeconds(60))).isFalse();
        assertThat(crl(0).fromTheFutureAt(SIGNED.minusSeconds(61))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 47, 48, 49, 95, 96, 97, 1_000, 65_536})
    void knowsHowLargeItIsAsPem(int length) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(new byte[length]);
        String pem = "-----BEGIN X509 CRL-----\n" + body + (body.isEmpty() ? "" : "\n") + "-----END X509 CRL-----\n";

        assertThat(crl(length).pemBytes()).isEqualTo(pem.length());
    }

    private static CrlSummary crl(int length) {
        return new CrlSummary(BigInteger.ONE, 1, SIGNED, SIGNED.plus(Duration.ofHours(8)), length);
    }
}
