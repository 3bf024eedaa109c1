package org.deviceonboarding.command.device;

import static org.hamcrest.CoreMatchers.equalTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.deviceonboarding.command.bundle.BundleStore;
import org.deviceonboarding.command.bundle.NewBundle;
import org.deviceonboarding.command.refusal.RefusedMatcher;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.command.DetailsPatch;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.command.SelfRenewal;
import org.deviceonboarding.domain.command.SignedCertificate;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.HeldCertificate;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.CredentialsExpired;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceDetailsChanged;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.log.LogPosition;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.DeviceProfile;
import org.deviceonboarding.pki.KeyAlgorithm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done around a decision. The decisions themselves have tests of their own, without any of this. */
@DisplayName("A command of a device")
class DeviceCommandHandlerTest {
    private static final DeviceId PUMP = new DeviceId("0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a");
    private static final DeviceId BIRD = Canary.of(new BrokerId("mosquitto")).resident();
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration LIFETIME = Duration.ofDays(90);
    private static final DeviceDetails DETAILS = new DeviceDetails("pump 1", "pump", "Hall 3", "1.2", Map.of("a", "b"));
    private static final DeviceDetails CANARY = new DeviceDetails("canary", Canary.TYPE, null, null, Map.of());
    private static final byte[] ZIP = {1};
    private static final NewBundle BUNDLE = bundle(1, ZIP);
    private static final NewBundle NEXT_BUNDLE = bundle(2, null);
    private static final long SEEN = 4711;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static CertificateAuthority authority;
    private static KeyPair key;
    private static SignedCertificate first;
    private static SignedCertificate second;

    private final BundleStore bundles = mock(BundleStore.class);
    private final LogPosition positions = mock(LogPosition.class);
    private final AggregateTestFixture<DeviceAggregate> device = new AggregateTestFixture<>(DeviceAggregate.class);

    @BeforeAll
    static void sign(@TempDir Path folder) {
        authority = CaStore.pkcs12(folder, "secret".toCharArray()).open(() -> NOW, RANDOM);
        key = KeyAlgorithm.EC_P256.generate(RANDOM);
        first = certificate(PUMP, key);
        second = certificate(PUMP, KeyAlgorithm.EC_P256.generate(RANDOM));
    }

    @BeforeEach
    void isHandled() {
        device.registerAnnotatedCommandHandler(new DeviceCommandHandler(device.getRepository(), bundles, positions));
        when(positions.sequenceAt(PUMP, SEEN)).thenReturn(Long.MAX_VALUE); // all there is
        when(positions.of(PUMP)).thenReturn(4711L);
    }

    @Test
    void storesTheBundleThatARegistrationNames() {
        device.givenNoPriorActivity()
                .when(CommandEnvelope.of(new DeviceCommand.Register(PUMP, DETAILS, first, BUNDLE.reference()), BUNDLE))
                .expectEvents((Object[]) registered());
        verify(bundles).keep(PUMP, BUNDLE);
    }

    @Test
    void findsNoDeviceThatWasNeverRegistered() {
        device.givenNoPriorActivity()
                .when(CommandEnvelope.of(new DeviceCommand.Revoke(PUMP, RevocationReason.UNSPECIFIED, null)))
                .expectException(AggregateNotFoundException.class);
        device.givenNoPriorActivity()
                .when(CommandEnvelope.of(new DeviceCommand.CheckRenewal(PUMP)).on(new IfMatch(true, Set.of())))
                .expectException(AggregateNotFoundException.class);
    }

    @Test
    void storesTheBundleThatARenewalNames() {
        given().when(CommandEnvelope.of(
                        new DeviceCommand.Renew(PUMP, SEEN, second, NEXT_BUNDLE.reference(), false), NEXT_BUNDLE))
                .expectEvents(
                        second.issuedTo(PUMP, IssueReason.RENEWAL, first.serial()), packaged(NEXT_BUNDLE, second));
        verify(bundles).keep(PUMP, NEXT_BUNDLE);
        verify(bundles, never()).discard(any());
    }

    @Test
    void deletesTheBundleThatARenewalMakesVoid() {
        given().when(CommandEnvelope.of(
                        new DeviceCommand.Renew(PUMP, SEEN, second, NEXT_BUNDLE.reference(), true), NEXT_BUNDLE))
                .expectEvents(
                        second.issuedTo(PUMP, IssueReason.RENEWAL, first.serial()),
                        packaged(NEXT_BUNDLE, second),
                        revoked(RevocationReason.SUPERSEDED),
                        new CredentialsExpired(PUMP, BUNDLE.id()));
        verify(bundles).keep(PUMP, NEXT_BUNDLE);
        verify(bundles).discard(BUNDLE.id());
    }

    @Test
    void asksTheLogHowMuchOfTheDeviceItsSenderSaw() {
        when(positions.sequenceAt(PUMP, SEEN)).thenReturn((long) registered().length - 1);

        given().andGiven(
                        new DeviceSuspended(PUMP, List.of(new HeldCertificate(first.serial(), first.notAfter())), null))
                .andGiven(revoked(RevocationReason.UNSPECIFIED))
                .when(CommandEnvelope.of(
                        new DeviceCommand.Reissue(PUMP, SEEN, second, NEXT_BUNDLE.reference()), NEXT_BUNDLE))
                .expectException(RefusedMatcher.refused(RefusalCode.CONFLICT))
                .expectNoEvents();
        verifyNoInteractions(bundles);
    }

    @Test
    void storesNothingIfItIsRefused() {
        given().andGiven(revoked(RevocationReason.UNSPECIFIED))
                .when(CommandEnvelope.of(
                        new DeviceCommand.Renew(PUMP, SEEN, second, NEXT_BUNDLE.reference(), false), NEXT_BUNDLE))
                .expectException(RefusedMatcher.refused(RefusalCode.CONFLICT))
                .expectNoEvents();
        verifyNoInteractions(bundles);
    }

    @Test
    void handsOutABundleAndDeletesIt() {
        when(bundles.lock(BUNDLE.id())).thenReturn(Optional.of(ZIP));
        given().when(CommandEnvelope.of(new DeviceCommand.DeliverCredentials(PUMP, BUNDLE.id())))
                .expectResultMessagePayloadMatching(equalTo(ZIP))
                .expectEvents(new CredentialsDownloaded(PUMP, BUNDLE.id()));
        verify(bundles).discard(BUNDLE.id());
    }

    @Test
    void handsOutNoBundleThatIsGone() {
        when(bundles.lock(BUNDLE.id())).thenReturn(Optional.empty());
        given().when(CommandEnvelope.of(new DeviceCommand.DeliverCredentials(PUMP, BUNDLE.id())))
                .expectException(RefusedMatcher.refused(RefusalCode.GONE))
                .expectNoEvents();
        verify(bundles, never()).discard(any());
    }

    @Test
    void handsOutNoBundleOfADecommissionedDevice() {
        when(bundles.lock(BUNDLE.id())).thenReturn(Optional.of(ZIP));
        given().andGiven(revoked(RevocationReason.CESSATION_OF_OPERATION), new DeviceDecommissioned(PUMP, null))
                .when(CommandEnvelope.of(new DeviceCommand.DeliverCredentials(PUMP, BUNDLE.id())))
                .expectException(RefusedMatcher.refused(RefusalCode.CONFLICT))
                .expectNoEvents();
        verify(bundles, never()).discard(any());
    }

    @Test
    void deletesBundlesThatNobodyFetched() {
        given().when(CommandEnvelope.of(new DeviceCommand.ExpireCredentials(PUMP, List.of(BUNDLE.id()))))
                .expectEvents(new CredentialsExpired(PUMP, BUNDLE.id()));
        verify(bundles).discard(BUNDLE.id());
    }

    @Test
    void deletesNoBundleTwice() {
        given().andGiven(new CredentialsDownloaded(PUMP, BUNDLE.id()))
                .when(CommandEnvelope.of(new DeviceCommand.ExpireCredentials(PUMP, List.of(BUNDLE.id()))))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
        verify(bundles, never()).discard(any());
    }

    @Test
    void deletesTheBundleOfARevokedDevice() {
        given().when(CommandEnvelope.of(new DeviceCommand.Revoke(PUMP, RevocationReason.KEY_COMPROMISE, null)))
                .expectEvents(revoked(RevocationReason.KEY_COMPROMISE), new CredentialsExpired(PUMP, BUNDLE.id()));
        verify(bundles).discard(BUNDLE.id());
    }

    @Test
    void leavesTheBundleOfASuspendedDeviceAlone() {
        given().when(CommandEnvelope.of(new DeviceCommand.Suspend(PUMP, null))).expectSuccessfulHandlerExecution();
        verifyNoInteractions(bundles);
    }

    @Nested
    @DisplayName("that says what its sender saw")
    class ThatSaysWhatItsSenderSaw {
        private final DeviceCommand rename =
                new DeviceCommand.ChangeDetails(PUMP, new DetailsPatch("pump 2", null, null, false, Map.of()));

        @Test
        void isCarriedOutIfThatIsHowTheDeviceIs() {
            given().when(CommandEnvelope.of(rename).on(new IfMatch(false, Set.of(4711L))))
                    .expectEvents(new DeviceDetailsChanged(PUMP, "pump 2", null, null, Map.of(), List.of(), List.of()))
                    .expectResultMessagePayload(new DeviceDetails("pump 2", "pump", "Hall 3", "1.2", Map.of("a", "b")));
        }

        @Test
        void isRefusedElseWhateverItAsksFor() {
            IfMatch another = new IfMatch(false, Set.of(4710L));
            for (DeviceCommand command : List.of(rename, new DeviceCommand.Suspend(PUMP, null))) {
                given().when(CommandEnvelope.of(command).on(another))
                        .expectException(RefusedMatcher.refused(RefusalCode.PRECONDITION_FAILED))
                        .expectNoEvents();
            }
        }
    }

    @Nested
    @DisplayName("that depends on the key of the newest certificate")
    class ThatDependsOnTheKeyOfTheNewestCertificate {
        @Test
        void knowsItFromTheCertificate() {
            SignedCertificate again = certificate(BIRD, key);
            SignedCertificate other = certificate(BIRD, KeyAlgorithm.EC_P256.generate(RANDOM));
            TestExecutor<DeviceAggregate> enrolled = device.given(
                    DeviceRegistered.of(BIRD, CANARY), again.issuedTo(BIRD, IssueReason.REGISTRATION, null));

            enrolled.when(CommandEnvelope.of(
                            new DeviceCommand.IssueCanary(BIRD, CANARY, certificate(BIRD, key), false)))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
            device.given(DeviceRegistered.of(BIRD, CANARY), again.issuedTo(BIRD, IssueReason.REGISTRATION, null))
                    .when(CommandEnvelope.of(new DeviceCommand.IssueCanary(BIRD, CANARY, other, false)))
                    .expectEvents(
                            other.issuedTo(BIRD, IssueReason.RENEWAL, again.serial()),
                            new CertificateRevoked(
                                    BIRD, again.serial(), RevocationReason.SUPERSEDED, null, again.notAfter()));
        }

        @Test
        void bringsACanaryIntoTheFleet() {
            SignedCertificate certificate = certificate(BIRD, key);

            device.givenNoPriorActivity()
                    .when(CommandEnvelope.of(new DeviceCommand.IssueCanary(BIRD, CANARY, certificate, false)))
                    .expectEvents(
                            DeviceRegistered.of(BIRD, CANARY),
                            certificate.issuedTo(BIRD, IssueReason.REGISTRATION, null));
        }

        @Test
        void getsADeviceTheAnswerThatItMissed() {
            SignedCertificate renewed = certificate(PUMP, key);
            DeviceEvent missed = renewed.issuedTo(PUMP, IssueReason.RENEWAL, second.serial());

            givenSecond(missed)
                    .when(CommandEnvelope.of(new DeviceCommand.CheckSelfRenewal(
                            PUMP,
                            second.serial(),
                            CertifiedKey.of(key.getPublic()).digest(),
                            NOW)))
                    .expectResultMessagePayload(new SelfRenewal(renewed.pem(), LIFETIME))
                    .expectNoEvents();
            givenSecond(missed)
                    .when(CommandEnvelope.of(
                            new DeviceCommand.RenewItself(PUMP, second.serial(), certificate(PUMP, key), NOW)))
                    .expectResultMessagePayloadMatching(equalTo(renewed.pem()))
                    .expectNoEvents();
        }

        private TestExecutor<DeviceAggregate> givenSecond(DeviceEvent missed) {
            return device.given(
                    DeviceRegistered.of(PUMP, DETAILS), second.issuedTo(PUMP, IssueReason.REGISTRATION, null), missed);
        }
    }

    private TestExecutor<DeviceAggregate> given() {
        return device.given((Object[]) registered());
    }

    private static DeviceEvent[] registered() {
        return new DeviceEvent[] {
            DeviceRegistered.of(PUMP, DETAILS),
            first.issuedTo(PUMP, IssueReason.REGISTRATION, null),
            packaged(BUNDLE, first)
        };
    }

    private static CertificateRevoked revoked(RevocationReason reason) {
        return new CertificateRevoked(PUMP, first.serial(), reason, null, first.notAfter());
    }

    private static CredentialsPackaged packaged(NewBundle bundle, SignedCertificate certificate) {
        return bundle.reference().packagedFor(PUMP, certificate.serial());
    }

    private static SignedCertificate certificate(DeviceId id, KeyPair pair) {
        DeviceProfile profile = new DeviceProfile(LIFETIME, URI.create("http://portal.example/crl"));
        return SignedCertificates.of(
                authority.issueDevice(id.value(), pair.getPublic(), profile), KeyAlgorithm.EC_P256);
    }

    private static NewBundle bundle(int n, byte @Nullable [] zip) {
        return new NewBundle(new BundleId(new UUID(0, n)), Sha256.of(new byte[] {(byte) (n + 10)}), zip, NOW, null);
    }
}
