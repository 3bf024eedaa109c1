package org.deviceonboarding.domain.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.command.SelfRenewal;
import org.deviceonboarding.domain.command.SignedCertificate;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.HeldCertificate;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.refusal.Refusal;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A device that renews itself")
class SelfRenewalDecisionTest {
    private static final DeviceId PUMP = new DeviceId("0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a");
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration LIFETIME = Duration.ofDays(90);
    private static final Refusal FORBIDDEN = new Refusal(RefusalCode.FORBIDDEN, Map.of());
    private static final Instant START = NOW.minus(Duration.ofMinutes(5));
    private static final SignedCertificate FIRST = certificate("a1", "old");
    private static final SignedCertificate SECOND = certificate("b2", "new");

    private static SignedCertificate certificate(String serial, String key) {
        return DeviceScenario.certificate(
                PUMP, serial, key, START, START.plus(LIFETIME).minusSeconds(1));
    }

    @Test
    void getsOneOfTheSameLifetimeAndNoBundle() {
        check(registered(), FIRST.serial(), "new", NOW)
                .thenAnswer(new SelfRenewal(null, LIFETIME))
                .thenNothing();
        renew(registered(), FIRST.serial(), SECOND, NOW)
                .thenAnswer(SECOND.pem())
                .thenEvents(SECOND.issuedTo(PUMP, IssueReason.RENEWAL, FIRST.serial()));
    }

    @Test
    void mayKeepItsKey() {
        SignedCertificate again = certificate("d4", "old");
        renew(registered(), FIRST.serial(), again, NOW)
                .thenEvents(again.issuedTo(PUMP, IssueReason.RENEWAL, FIRST.serial()));
    }

    @Test
    void getsTheSameAnswerIfItMissedTheFirst() {
        check(renewed(), FIRST.serial(), "new", NOW).thenAnswer(new SelfRenewal(SECOND.pem(), LIFETIME));
        renew(renewed(), FIRST.serial(), certificate("e5", "new"), NOW)
                .thenAnswer(SECOND.pem())
                .thenNothing();
    }

    @Test
    void getsAnotherOneIfItLostTheKeyToo() {
        SignedCertificate third = certificate("c3", "third");
        renew(renewed(), FIRST.serial(), third, NOW)
                .thenEvents(third.issuedTo(PUMP, IssueReason.RENEWAL, SECOND.serial()));
    }

    @Test
    void hasToWaitIfItGotTooManyWithinADay() {
        SignedCertificate another = certificate("c3", "third");

        renew(busy(), FIRST.serial(), another, NOW)
                .thenRefused(new Refusal(RefusalCode.RATE_LIMITED, Map.of("retry_after", "86101")));
        renew(busy(), FIRST.serial(), another, NOW.plus(Duration.ofDays(1)))
                .thenEvents(another.issuedTo(PUMP, IssueReason.RENEWAL, SECOND.serial()));
    }

    private static DeviceScenario busy() {
        DeviceScenario busy = registered();
        for (int i = 1; i < IssuingPace.MOST; i++) {
            busy = busy.andGiven(SECOND.issuedTo(PUMP, IssueReason.RENEWAL, FIRST.serial()));
        }
        return busy;
    }

    @Test
    void isRefusedWithACertificateThatIsVoid() {
        var revoked =
                new CertificateRevoked(PUMP, FIRST.serial(), RevocationReason.KEY_COMPROMISE, null, FIRST.notAfter());
        refused(renewed().andGiven(revoked), FIRST.serial(), NOW);
    }

    @Test
    void isRefusedWithACertificateItNeverHad() {
        refused(registered(), new SerialNumber("abc"), NOW);
    }

    @Test
    void isRefusedWithACertificateThatIsOver() {
        refused(registered(), FIRST.serial(), FIRST.notAfter().plusSeconds(1));
    }

    @Test
    void isRefusedWhileItIsSuspended() {
        var suspended = new DeviceSuspended(PUMP, List.of(new HeldCertificate(FIRST.serial(), FIRST.notAfter())), null);
        refused(registered().andGiven(suspended), FIRST.serial(), NOW);
    }

    private static void refused(DeviceScenario given, SerialNumber presented, Instant now) {
        renew(given, presented, SECOND, now).thenRefused(FORBIDDEN);
    }

    private static DeviceScenario registered() {
        return DeviceScenario.given(
                DeviceRegistered.of(PUMP, new DeviceDetails("pump 1", "pump", null, null, Map.of())),
                FIRST.issuedTo(PUMP, IssueReason.REGISTRATION, null));
    }

    private static DeviceScenario renewed() {
        return registered().andGiven(SECOND.issuedTo(PUMP, IssueReason.RENEWAL, FIRST.serial()));
    }

    private static DeviceScenario.Outcome check(DeviceScenario given, SerialNumber presented, String key, Instant now) {
        return given.when(new DeviceCommand.CheckSelfRenewal(PUMP, presented, DeviceScenario.key(key), now));
    }

    private static DeviceScenario.Outcome renew(
            DeviceScenario given, SerialNumber presented, SignedCertificate certificate, Instant now) {
        return given.when(new DeviceCommand.RenewItself(PUMP, presented, certificate, now));
    }
}
