package org.deviceonboarding.command.device;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.deviceonboarding.command.bundle.BundleStore;
import org.deviceonboarding.command.bundle.SealedBundle;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.DeviceRegistered;
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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A canary")
class CanaryTest {
    private static final DeviceId BIRD = Canary.of(new BrokerId("mosquitto")).resident();
    private static final DeviceDetails DETAILS =
            new DeviceDetails("canary resident of mosquitto", Canary.TYPE, null, null, Map.of());
    private static final Refusal CONFLICT = new Refusal(RefusalCode.CONFLICT, Map.of());
    private static final String VOID = "A broker must turn this certificate away";
    private static final SecureRandom RANDOM = new SecureRandom();

    private static CertificateAuthority authority;
    private static SignedCertificate first;
    private static SignedCertificate againForItsKey;
    private static SignedCertificate forAnotherKey;

    private final BundleStore bundles = mock(BundleStore.class);
    private final AggregateTestFixture<Device> device = new AggregateTestFixture<>(Device.class);

    @BeforeAll
    static void sign(@TempDir Path folder) {
        authority = CaStore.pkcs12(folder, "secret".toCharArray())
                .open(() -> Instant.parse("2026-11-01T00:00:00Z"), RANDOM);
        PublicKey key = KeyAlgorithm.EC_P256.generate(RANDOM).getPublic();
        first = certificate(key);
        againForItsKey = certificate(key);
        forAnotherKey = certificate(KeyAlgorithm.EC_P256.generate(RANDOM).getPublic());
    }

    private static SignedCertificate certificate(PublicKey key) {
        DeviceProfile profile =
                new DeviceProfile(Duration.ofDays(397), java.net.URI.create("http://portal.example/crl"));
        return SignedCertificate.of(authority.issueDevice(BIRD.value(), key, profile), KeyAlgorithm.EC_P256);
    }

    @BeforeEach
    void hasNoBundles() {
        device.registerInjectableResource(bundles);
        device.registerInjectableResource(mock(LogPosition.class));
    }

    @Nested
    @DisplayName("that is resident")
    class ThatIsResident {
        @Test
        void entersTheFleetWithItsFirstCertificate() {
            device.givenNoPriorActivity()
                    .when(resident(first))
                    .expectEvents(
                            DeviceRegistered.of(BIRD, DETAILS), first.issuedTo(BIRD, IssueReason.REGISTRATION, null));
        }

        @Test
        void getsNothingForAKeyThatHasItsNewestCertificate() {
            enrolled()
                    .when(resident(againForItsKey))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
        }

        @Test
        void changesToAnotherKey() {
            enrolled()
                    .when(resident(forAnotherKey))
                    .expectEvents(forAnotherKey.issuedTo(BIRD, IssueReason.RENEWAL, first.serial()), superseded(first));
        }

        @Test
        void changesBackToAnEarlierKey() {
            enrolled()
                    .andGiven(forAnotherKey.issuedTo(BIRD, IssueReason.RENEWAL, first.serial()), superseded(first))
                    .when(resident(againForItsKey))
                    .expectEvents(
                            againForItsKey.issuedTo(BIRD, IssueReason.RENEWAL, forAnotherKey.serial()),
                            superseded(forAnotherKey));
        }

        private DeviceCommand resident(SignedCertificate certificate) {
            return new DeviceCommand.IssueCanary(BIRD, DETAILS, certificate, false);
        }
    }

    @Nested
    @DisplayName("that is outcast")
    class ThatIsOutcast {
        @Test
        void neverHasAGoodCertificate() {
            device.givenNoPriorActivity()
                    .when(outcast(first))
                    .expectEvents(
                            DeviceRegistered.of(BIRD, DETAILS),
                            first.issuedTo(BIRD, IssueReason.REGISTRATION, null),
                            voided(first));
        }

        @Test
        void getsNothingForAKeyThatHasItsNewestCertificate() {
            enrolled()
                    .andGiven(voided(first))
                    .when(outcast(againForItsKey))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
        }

        @Test
        void changesToAnotherKeyThatIsNoBetter() {
            enrolled()
                    .andGiven(voided(first))
                    .when(outcast(forAnotherKey))
                    .expectEvents(
                            forAnotherKey.issuedTo(BIRD, IssueReason.REISSUE, first.serial()), voided(forAnotherKey));
        }

        private DeviceCommand outcast(SignedCertificate certificate) {
            return new DeviceCommand.IssueCanary(BIRD, DETAILS, certificate, true);
        }

        private CertificateRevoked voided(SignedCertificate certificate) {
            return new CertificateRevoked(
                    BIRD, certificate.serial(), RevocationReason.CESSATION_OF_OPERATION, VOID, certificate.notAfter());
        }
    }

    static Stream<DeviceCommand> wishesOfOperators() {
        SealedBundle bundle = new SealedBundle(
                new BundleId(new java.util.UUID(0, 1)),
                Sha256.of(new byte[0]),
                new byte[0],
                Sha256.of(new byte[0]),
                Instant.MAX);
        return Stream.of(
                new DeviceCommand.CheckRenewal(BIRD),
                new DeviceCommand.Renew(BIRD, 1, forAnotherKey, bundle, true),
                new DeviceCommand.CheckReissue(BIRD),
                new DeviceCommand.Reissue(BIRD, 1, forAnotherKey, bundle),
                new DeviceCommand.Revoke(BIRD, RevocationReason.UNSPECIFIED, null),
                new DeviceCommand.Suspend(BIRD, null),
                new DeviceCommand.Resume(BIRD, null),
                new DeviceCommand.Decommission(BIRD, null));
    }

    @ParameterizedTest
    @MethodSource("wishesOfOperators")
    void isNoOperatorsToTouch(DeviceCommand wish) {
        enrolled().when(wish).expectExceptionDetails(CONFLICT).expectNoEvents();
        verifyNoInteractions(bundles);
    }

    private TestExecutor<Device> enrolled() {
        return device.given(DeviceRegistered.of(BIRD, DETAILS), first.issuedTo(BIRD, IssueReason.REGISTRATION, null));
    }

    private static CertificateRevoked superseded(SignedCertificate certificate) {
        return new CertificateRevoked(
                BIRD, certificate.serial(), RevocationReason.SUPERSEDED, null, certificate.notAfter());
    }
}
