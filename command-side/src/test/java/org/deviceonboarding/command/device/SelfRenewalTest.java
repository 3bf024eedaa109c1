package org.deviceonboarding.command.device;

import static org.hamcrest.CoreMatchers.equalTo;
import static org.mockito.Mockito.mock;

import java.net.URI;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.deviceonboarding.command.bundle.BundleStore;
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
import org.deviceonboarding.log.LogPosition;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.DeviceProfile;
import org.deviceonboarding.pki.KeyAlgorithm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A device that renews itself")
class SelfRenewalTest {
    private static final DeviceId PUMP = new DeviceId("0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a");
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration LIFETIME = Duration.ofDays(90);
    private static final Refusal FORBIDDEN = new Refusal(RefusalCode.FORBIDDEN, Map.of());
    private static final SecureRandom RANDOM = new SecureRandom();

    private static CertificateAuthority authority;
    private static PublicKey oldKey;
    private static PublicKey newKey;
    private static SignedCertificate first;
    private static SignedCertificate second;

    private final AggregateTestFixture<Device> device = new AggregateTestFixture<>(Device.class);

    @BeforeAll
    static void sign(@TempDir Path folder) {
        authority = CaStore.pkcs12(folder, "secret".toCharArray()).open(() -> NOW, RANDOM);
        oldKey = KeyAlgorithm.EC_P256.generate(RANDOM).getPublic();
        newKey = KeyAlgorithm.EC_P256.generate(RANDOM).getPublic();
        first = certificate(oldKey);
        second = certificate(newKey);
    }

    private static SignedCertificate certificate(PublicKey key) {
        var profile = new DeviceProfile(LIFETIME, URI.create("http://portal.example/crl"));
        return SignedCertificate.of(authority.issueDevice(PUMP.value(), key, profile), KeyAlgorithm.EC_P256);
    }

    @BeforeEach
    void hasBundles() {
        device.registerInjectableResource(mock(BundleStore.class));
        device.registerInjectableResource(mock(LogPosition.class));
    }

    @Test
    void getsOneOfTheSameLifetimeAndNoBundle() {
        check(registered(), first.serial(), newKey, NOW)
                .expectResultMessagePayload(new SelfRenewal(null, LIFETIME))
                .expectNoEvents();
        renew(registered(), first.serial(), second, NOW)
                .expectResultMessagePayloadMatching(equalTo(second.pem()))
                .expectEvents(second.issuedTo(PUMP, IssueReason.RENEWAL, first.serial()));
    }

    @Test
    void mayKeepItsKey() {
        SignedCertificate again = certificate(oldKey);
        renew(registered(), first.serial(), again, NOW)
                .expectEvents(again.issuedTo(PUMP, IssueReason.RENEWAL, first.serial()));
    }

    @Test
    void getsTheSameAnswerIfItMissedTheFirst() {
        check(renewed(), first.serial(), newKey, NOW)
                .expectResultMessagePayload(new SelfRenewal(second.pem(), LIFETIME));
        renew(renewed(), first.serial(), certificate(newKey), NOW)
                .expectResultMessagePayloadMatching(equalTo(second.pem()))
                .expectNoEvents();
    }

    @Test
    void getsAnotherOneIfItLostTheKeyToo() {
        SignedCertificate third =
                certificate(KeyAlgorithm.EC_P256.generate(RANDOM).getPublic());
        renew(renewed(), first.serial(), third, NOW)
                .expectEvents(third.issuedTo(PUMP, IssueReason.RENEWAL, second.serial()));
    }

    @Test
    void hasToWaitIfItGotTooManyWithinADay() {
        SignedCertificate another =
                certificate(KeyAlgorithm.EC_P256.generate(RANDOM).getPublic());

        renew(busy(), first.serial(), another, NOW)
                .expectExceptionDetails(new Refusal(RefusalCode.RATE_LIMITED, Map.of("retry_after", "86101")))
                .expectNoEvents();
        renew(busy(), first.serial(), another, NOW.plus(Duration.ofDays(1)))
                .expectEvents(another.issuedTo(PUMP, IssueReason.RENEWAL, second.serial()));
    }

    private TestExecutor<Device> busy() {
        TestExecutor<Device> busy = registered();
        for (int i = 1; i < IssuingPace.MOST; i++) {
            busy = busy.andGiven(second.issuedTo(PUMP, IssueReason.RENEWAL, first.serial()));
        }
        return busy;
    }

    @Test
    void isRefusedWithACertificateThatIsVoid() {
        var revoked =
                new CertificateRevoked(PUMP, first.serial(), RevocationReason.KEY_COMPROMISE, null, first.notAfter());
        refused(renewed().andGiven(revoked), first.serial(), NOW);
    }

    @Test
    void isRefusedWithACertificateItNeverHad() {
        refused(registered(), new SerialNumber("abc"), NOW);
    }

    @Test
    void isRefusedWithACertificateThatIsOver() {
        refused(registered(), first.serial(), first.notAfter().plusSeconds(1));
    }

    @Test
    void isRefusedWhileItIsSuspended() {
        var suspended = new DeviceSuspended(PUMP, List.of(new HeldCertificate(first.serial(), first.notAfter())), null);
        refused(registered().andGiven(suspended), first.serial(), NOW);
    }

    private void refused(TestExecutor<Device> given, SerialNumber presented, Instant now) {
        renew(given, presented, second, now).expectExceptionDetails(FORBIDDEN).expectNoEvents();
    }

    private TestExecutor<Device> registered() {
        return device.given(
                DeviceRegistered.of(PUMP, new DeviceDetails("pump 1", "pump", null, null, Map.of())),
                first.issuedTo(PUMP, IssueReason.REGISTRATION, null));
    }

    private TestExecutor<Device> renewed() {
        return registered().andGiven(second.issuedTo(PUMP, IssueReason.RENEWAL, first.serial()));
    }

    private static ResultValidator<Device> check(
            TestExecutor<Device> given, SerialNumber presented, PublicKey key, Instant now) {
        return given.when(new DeviceCommand.CheckSelfRenewal(PUMP, presented, CertifiedKey.of(key), now));
    }

    private static ResultValidator<Device> renew(
            TestExecutor<Device> given, SerialNumber presented, SignedCertificate certificate, Instant now) {
        return given.when(new DeviceCommand.RenewItself(PUMP, presented, certificate, now));
    }
}
