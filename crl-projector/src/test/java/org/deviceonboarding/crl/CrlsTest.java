package org.deviceonboarding.crl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Random;
import org.deviceonboarding.log.reader.ReaderProgress;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@DisplayName("The published CRLs")
class CrlsTest {
    private static final Instant SIGNED = Instant.parse("2026-03-01T12:00:00Z");

    private final TestDatabase database = TestPostgres.migrated();
    private final JdbcClient jdbc =
            JdbcClient.create(new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password()));
    private final Crls crls = new Crls(jdbc, mock(ReaderProgress.class));

    @Test
    void showTheNewestWithItsLengthAndWithoutItsContent() {
        jdbc.sql("create table revocation (serial text, entry bytea, not_after timestamptz, last_listed_at"
                        + " timestamptz)")
                .update();
        assertThat(crls.newest()).isEmpty();
        byte[] der = new byte[123_457];
        new Random(1).nextBytes(der);
        CrlSummary newest = summary(8, der.length);
        crls.publish(new SignedCrl(summary(7, 3), new byte[3]), 1);
        crls.publish(new SignedCrl(newest, der), 1);

        assertThat(crls.newest()).contains(newest);
        assertThat(crls.newestSigned()).get().satisfies(signed -> {
            assertThat(signed.summary()).isEqualTo(newest);
            assertThat(signed.der()).isEqualTo(der);
        });
        assertThat(crls.unsigned(Instant.EPOCH).number()).isEqualTo(BigInteger.valueOf(9));
    }

    private static CrlSummary summary(long number, long bytes) {
        return new CrlSummary(BigInteger.valueOf(number), 5, SIGNED, SIGNED.plusSeconds(60), bytes);
    }
}
