package org.deviceonboarding.audit.ledger.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.audit.ledger.LedgerProperties;
import org.deviceonboarding.audit.ledger.SigningKeys;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@DisplayName("A ledger that has a name")
class LedgerConfigurationTest {
    @TempDir
    private Path directory;

    private final JdbcClient jdbc = JdbcClient.create(database());

    private static DriverManagerDataSource database() {
        TestDatabase fresh = TestPostgres.migrated();
        return new DriverManagerDataSource(fresh.jdbcUrl(), fresh.user(), fresh.password());
    }

    @Test
    void keepsIt() throws Exception {
        assertThat(open("log.example/any").find("x")).isEmpty();
        jdbc.sql("update ledger_state set verifier_key = 'log.example/one+1234+AQ=='")
                .update();

        assertThat(open("log.example/one").find("x")).isEmpty();
        assertThat(open("").find("x")).isEmpty();
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> open("log.example/other"))
                .satisfies(refused -> assertThat(refused.remedy()).contains("LEDGER_ORIGIN to log.example/one,"));
    }

    private SigningKeys open(String origin) {
        LedgerProperties properties = new LedgerProperties(
                origin,
                URI.create("https://portal.example"),
                directory.resolve("ledger.checkpoint"),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofSeconds(10));
        return new LedgerConfiguration()
                .ledgerKeys(directory.resolve("ledger.key"), properties, jdbc, new SecureRandom());
    }
}
