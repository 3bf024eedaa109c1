package org.deviceonboarding.portal.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.CertificateAuthority;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Health;

@DisplayName("The CA's health")
class CaHealthTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Instant now = NOW;
    private Instant inTheDatabase = NOW;
    private ClockWatch clocks;
    private CaHealth health;

    @BeforeEach
    void makeACa() {
        CertificateAuthority authority =
                CaStore.pkcs12(folder, "for a test".toCharArray()).open(() -> NOW, new SecureRandom());
        clocks = new ClockWatch(() -> now, () -> inTheDatabase);
        health = new CaHealth(authority, clocks, () -> now);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT65S", "P3D", "PT-65S", "P-3D"})
    void isDegradedAsLongAsTheClockIsNotTheDatabases(Duration off) {
        now = NOW.plus(off);
        clocks.look();

        assertThat(status()).isEqualTo("DEGRADED");
        assertThat(checked().getDetails()).containsEntry("clock_ahead_of_database_seconds", off.toSeconds());

        now = NOW.plusSeconds(55);
        clocks.look();
        assertThat(status()).isEqualTo("UP");
    }

    @Test
    void isDegradedHalfAYearBeforeTheEndAndDownBehindIt() {
        Instant end = Instant.parse(String.valueOf(checked().getDetails().get("expires_at")));
        assertThat(status()).isEqualTo("UP");

        at(end.minus(Duration.ofDays(179)));
        assertThat(status()).isEqualTo("DEGRADED");

        at(end.plusSeconds(1));
        assertThat(status()).isEqualTo("DOWN");
    }

    private void at(Instant time) {
        now = time;
        inTheDatabase = time;
        clocks.look();
    }

    private String status() {
        return checked().getStatus().getCode();
    }

    private Health checked() {
        return health.health();
    }
}
