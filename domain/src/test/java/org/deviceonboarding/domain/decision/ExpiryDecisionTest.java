package org.deviceonboarding.domain.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.command.BundleReference;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.command.RenewalWindow;
import org.deviceonboarding.domain.command.SignedCertificate;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.HeldCertificate;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateExpiring;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.refusal.Refusal;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A device asked about its certificate's end")
class ExpiryDecisionTest {
    private static final DeviceId PUMP = new DeviceId("0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a");
    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-06-01T00:00:00Z");
    private static final Instant WINDOW_OPENS = END.minus(Duration.ofDays(30));
    private static final RenewalWindow WINDOW = new RenewalWindow(Duration.ofDays(30));
    private static final SignedCertificate FIRST = certificate("a1", START, END);
    private static final SignedCertificate SECOND = certificate("b2", END.minus(Duration.ofDays(20)), later());
    private static final BundleReference BUNDLE =
            new BundleReference(new BundleId(new UUID(0, 7)), Sha256.of(new byte[] {2}), END);
    private static final CertificateExpiring EXPIRING = new CertificateExpiring(PUMP, FIRST.serial(), END);
    private static final CertificateExpired EXPIRED = new CertificateExpired(PUMP, FIRST.serial(), 0);

    @Test
    void hasNothingToSayBeforeTheWindowOpens() {
        review(registered("pump"), WINDOW_OPENS.minusSeconds(1)).thenNothing();
    }

    @Test
    void saysThatItIsNear() {
        review(registered("pump"), WINDOW_OPENS).thenEvents(EXPIRING);
    }

    @Test
    void saysNothingTwice() {
        review(registered("pump").andGiven(EXPIRING), END).thenNothing();
        review(registered("pump").andGiven(EXPIRING, EXPIRED), later()).thenNothing();
    }

    @Test
    void saysThatItHasPassed() {
        review(registered("pump").andGiven(EXPIRING), END.plusSeconds(1)).thenEvents(EXPIRED);
    }

    @Test
    void doesNotCallAnEndNearThatPassedWhileNobodyAsked() {
        review(registered("pump"), END.plusSeconds(1)).thenEvents(EXPIRED);
    }

    @Test
    void callsTheEndOfItsNewestCertificateNearAndNoOther() {
        review(renewed().andGiven(EXPIRING), END).thenNothing();
        review(renewed(), END).thenNothing();
    }

    @Test
    void tellsThatAnOlderCertificateHasPassedAndHowManyAreLeft() {
        review(renewed(), END.plusSeconds(1)).thenEvents(new CertificateExpired(PUMP, FIRST.serial(), 1));
    }

    @Test
    void isCertifiedThroughTheLastSecondOfAValidity() {
        review(renewed(), END.plusMillis(999)).thenNothing();
    }

    @Test
    void tellsOfEachEndThatPassedWhileNobodyAskedInTheirOrder() {
        review(renewed(), later().plusSeconds(1))
                .thenEvents(
                        new CertificateExpired(PUMP, FIRST.serial(), 1),
                        new CertificateExpired(PUMP, SECOND.serial(), 0));
    }

    @Test
    void tellsOfTheRestOnceTheNewestWasToldOfByAnEarlierVersion() {
        Instant sooner = START.plus(Duration.ofDays(100));
        SignedCertificate shorter = certificate("c3", START, sooner);
        var told = new CertificateExpired(PUMP, shorter.serial(), null);

        review(
                        registered("pump").andGiven(shorter.issuedTo(PUMP, IssueReason.RENEWAL, FIRST.serial()), told),
                        END.plusSeconds(1))
                .thenEvents(EXPIRED);
    }

    @Test
    void doesNotTellOfAnOlderCertificateThatWasRevoked() {
        var revoked = new CertificateRevoked(PUMP, FIRST.serial(), RevocationReason.SUPERSEDED, null, END);

        review(renewed().andGiven(revoked), END.plusSeconds(1)).thenNothing();
        review(renewed().andGiven(new CertificateExpired(PUMP, FIRST.serial(), 1), revoked), later().plusSeconds(1))
                .thenEvents(new CertificateExpired(PUMP, SECOND.serial(), 0));
    }

    @Test
    void hasNothingToSayOnceItIsVoid() {
        var revoked = new CertificateRevoked(PUMP, FIRST.serial(), RevocationReason.UNSPECIFIED, null, END);
        review(registered("pump").andGiven(revoked), later()).thenNothing();
    }

    @Test
    void ofThePortalsOwnIsRenewedByOthersAndSaysNothing() {
        review(registered(Canary.TYPE), later()).thenNothing();
    }

    @Test
    void isNotDueAllItsLifeIfThatIsShort() {
        Instant end = START.plus(Duration.ofDays(9));

        assertThat(WINDOW.opens(START, end)).isEqualTo(START.plus(Duration.ofDays(6)));
        assertThat(WINDOW.opens(START, END)).isEqualTo(WINDOW_OPENS);
    }

    @Test
    void isRenewedUnaskedIfTheEndIsNear() {
        prepare(registered("pump").andGiven(EXPIRING))
                .thenEvents(
                        SECOND.issuedTo(PUMP, IssueReason.RENEWAL, FIRST.serial()),
                        new CredentialsPackaged(
                                PUMP, BUNDLE.id(), SECOND.serial(), BUNDLE.digest(), BUNDLE.expiresAt()));
    }

    @Test
    void isNotRenewedUnaskedIfThatIsNotSoOrItIsNotActive() {
        var revoked = new CertificateRevoked(PUMP, FIRST.serial(), RevocationReason.UNSPECIFIED, null, END);
        var suspended = new DeviceSuspended(PUMP, List.of(new HeldCertificate(FIRST.serial(), END)), null);
        for (DeviceScenario unfit : List.of(
                registered("pump"),
                registered("pump").andGiven(EXPIRING, EXPIRED),
                registered("pump").andGiven(EXPIRING, revoked),
                registered("pump").andGiven(EXPIRING, suspended),
                registered("pump").andGiven(EXPIRING, SECOND.issuedTo(PUMP, IssueReason.RENEWAL, FIRST.serial())))) {
            prepare(unfit).thenRefused(new Refusal(RefusalCode.CONFLICT, Map.of()));
        }
    }

    private static DeviceScenario.Outcome prepare(DeviceScenario given) {
        return given.when(new DeviceCommand.PrepareRenewal(PUMP, 1, SECOND, BUNDLE));
    }

    private DeviceScenario registered(String type) {
        return DeviceScenario.given(
                DeviceRegistered.of(PUMP, new DeviceDetails("pump 1", type, null, null, Map.of())),
                FIRST.issuedTo(PUMP, IssueReason.REGISTRATION, null));
    }

    private DeviceScenario renewed() {
        return registered("pump").andGiven(SECOND.issuedTo(PUMP, IssueReason.RENEWAL, FIRST.serial()));
    }

    private static DeviceScenario.Outcome review(DeviceScenario given, Instant now) {
        return given.when(new DeviceCommand.ReviewValidity(PUMP, now, WINDOW));
    }

    private static Instant later() {
        return END.plus(Duration.ofDays(300));
    }

    private static SignedCertificate certificate(String serial, Instant start, Instant end) {
        return new SignedCertificate(
                new SerialNumber(serial),
                Sha256.of(serial.getBytes(UTF_8)),
                "CN=" + PUMP,
                "rsa-2048",
                start,
                end,
                "pem of " + serial,
                KeyHolder.PORTAL,
                Sha256.of(("key of " + serial).getBytes(UTF_8)));
    }
}
