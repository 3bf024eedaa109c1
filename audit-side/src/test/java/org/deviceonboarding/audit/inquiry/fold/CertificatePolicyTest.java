package org.deviceonboarding.audit.inquiry.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A policy")
class CertificatePolicyTest {
    private static final CertificatePolicy NINETY_DAYS = new CertificatePolicy(90, Set.of(), null);

    private final DeviceHistoryBuilder told = new DeviceHistoryBuilder().registered("ada", "::1");

    @Test
    void hasNothingAgainstCertificatesThatKeepToIt() {
        DeviceLifecycle life = told.issued("ada", "a1", 90).life();

        assertThat(NINETY_DAYS.faults(life.certificates().get(0))).isEmpty();
        assertThat(NINETY_DAYS.faults(life, days(89))).isEmpty();
        assertThat(NINETY_DAYS.faults(life, days(100))).as("expired in fact").isEmpty();
        assertThat(NINETY_DAYS.renewals(life.certificates().get(0), days(400))).isEmpty();
        assertThat(NINETY_DAYS.runsOut(life.certificates().get(0), days(400))).isFalse();
    }

    @Test
    void endsCertificatesThatAreValidForTooLong() {
        DeviceLifecycle life = told.issued("ada", "a1", 365).life();
        CertificateLifecycle certificate = life.certificates().get(0);

        assertThat(NINETY_DAYS.faults(certificate)).containsExactly(PolicyFault.TOO_LONG);
        assertThat(NINETY_DAYS.end(certificate))
                .isEqualTo(certificate.notBefore().plus(Duration.ofDays(90)).minusSeconds(1));
        assertThat(NINETY_DAYS.faults(life, days(89))).containsExactly(PolicyFault.TOO_LONG);
        assertThat(NINETY_DAYS.faults(life, days(91))).containsExactly(PolicyFault.TOO_LONG, PolicyFault.LOCKED_OUT);
        assertThat(NINETY_DAYS.faults(life, days(400))).as("locked out in fact").isEmpty();
    }

    @Test
    void locksNobodyOutWhoRenewedInTime() {
        DeviceLifecycle life = told.issued("ada", "a1", 365)
                .later(Duration.ofDays(60))
                .issued("ada", "b2", 365)
                .life();

        assertThat(NINETY_DAYS.faults(life, days(91))).containsExactly(PolicyFault.TOO_LONG);
        assertThat(NINETY_DAYS.runsOut(life.certificates().get(0), days(91)))
                .as("replaced before")
                .isFalse();
    }

    @Test
    void renewsForAsLongAsACertificateIsUsed() {
        DeviceHistoryBuilder used = told.issued("ada", "a1", 365);

        assertThat(renewals(used, 89)).isZero();
        assertThat(renewals(used, 91)).isOne();
        assertThat(renewals(used, 365 * 2)).isEqualTo(4);
        assertThat(renewals(used.later(Duration.ofDays(181)).revoked("ada", "a1"), 365 * 2))
                .isEqualTo(2);
    }

    private static long renewals(DeviceHistoryBuilder told, int asOf) {
        return NINETY_DAYS
                .renewals(told.life().certificates().get(0), days(asOf))
                .count();
    }

    @Test
    void knowsWhichKeysItAllows() {
        DeviceLifecycle life = told.issued("ada", "a1", 365).life();

        assertThat(new CertificatePolicy(null, Set.of("ed25519"), null).faults(life, days(1)))
                .containsExactly(PolicyFault.KEY_ALGORITHM);
        assertThat(new CertificatePolicy(null, Set.of("ed25519", "ec-p256"), null).faults(life, days(1)))
                .isEmpty();
    }

    @Test
    void knowsForHowLongADeviceMayWait() {
        CertificatePolicy month = new CertificatePolicy(null, Set.of(), 30);
        told.issued("ada", "a1", 365).suspended("ada", "a1");

        assertThat(month.faults(told.life(), days(30))).isEmpty();
        assertThat(month.faults(told.life(), days(31))).containsExactly(PolicyFault.SUSPENDED_TOO_LONG);
        assertThat(month.faults(told.suspended("ada", "a1").life(), days(31)))
                .as("a second time does not count")
                .containsExactly(PolicyFault.SUSPENDED_TOO_LONG);
        assertThat(month.faults(told.resumed("ada", "a1").life(), days(31))).isEmpty();
    }

    @Test
    void isCountedByTheDay() {
        PolicyTally tally = new PolicyTally(NINETY_DAYS, new Window(DeviceHistoryBuilder.START, days(200)), days(200));
        tally.add(told.issued("ada", "a1", 365).life());
        tally.add(new DeviceHistoryBuilder()
                .registered("ada", "::1")
                .later(Duration.ofDays(1))
                .issued("ada", "b2", 30)
                .life());

        assertThat(tally.issued()).isEqualTo(2);
        assertThat(tally.refused()).isOne();
        assertThat(tally.certificates(PolicyFault.TOO_LONG)).isOne();
        assertThat(tally.ranOut()).isOne();
        assertThat(tally.renewals()).isEqualTo(2);
        assertThat(tally.active()).isEqualTo(2);
        assertThat(tally.devices(PolicyFault.LOCKED_OUT)).isOne();
        assertThat(tally.days())
                .containsExactly(
                        new PolicyTally.Day(LocalDate.parse("2026-01-01"), 1, 1, 0, 0),
                        new PolicyTally.Day(LocalDate.parse("2026-01-02"), 1, 0, 0, 0),
                        new PolicyTally.Day(LocalDate.parse("2026-04-01"), 0, 0, 1, 1),
                        new PolicyTally.Day(LocalDate.parse("2026-06-30"), 0, 0, 0, 1));
    }

    @Test
    void isCountedInItsWindowOnly() {
        PolicyTally tally = new PolicyTally(NINETY_DAYS, new Window(days(100), days(200)), days(200));
        tally.add(told.issued("ada", "a1", 365).life());

        assertThat(tally.issued()).isZero();
        assertThat(tally.ranOut()).isZero();
        assertThat(tally.renewals()).isOne();
    }

    private static Instant days(int after) {
        return DeviceHistoryBuilder.START.plus(Duration.ofDays(after));
    }
}
