package org.deviceonboarding.domain.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.command.BundleReference;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.command.SignedCertificate;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A canary")
class CanaryDecisionTest {
    private static final DeviceId BIRD = Canary.of(new BrokerId("mosquitto")).resident();
    private static final DeviceDetails DETAILS =
            new DeviceDetails("canary resident of mosquitto", Canary.TYPE, null, null, Map.of());
    private static final Refusal CONFLICT = new Refusal(RefusalCode.CONFLICT, Map.of());
    private static final String VOID = "A broker must turn this certificate away";
    private static final SignedCertificate FIRST = certificate("a1", "one");
    private static final SignedCertificate AGAIN_FOR_ITS_KEY = certificate("b2", "one");
    private static final SignedCertificate FOR_ANOTHER_KEY = certificate("c3", "other");

    private static SignedCertificate certificate(String serial, String key) {
        Instant start = Instant.parse("2026-11-01T00:00:00Z");
        return DeviceScenario.certificate(BIRD, serial, key, start, start.plus(Duration.ofDays(397)));
    }

    @Nested
    @DisplayName("that is resident")
    class ThatIsResident {
        @Test
        void entersTheFleetWithItsFirstCertificate() {
            DeviceScenario.given()
                    .when(resident(FIRST))
                    .thenEvents(
                            DeviceRegistered.of(BIRD, DETAILS), FIRST.issuedTo(BIRD, IssueReason.REGISTRATION, null));
        }

        @Test
        void getsNothingForAKeyThatHasItsNewestCertificate() {
            enrolled().when(resident(AGAIN_FOR_ITS_KEY)).thenNothing();
        }

        @Test
        void changesToAnotherKey() {
            enrolled()
                    .when(resident(FOR_ANOTHER_KEY))
                    .thenEvents(FOR_ANOTHER_KEY.issuedTo(BIRD, IssueReason.RENEWAL, FIRST.serial()), superseded(FIRST));
        }

        @Test
        void changesBackToAnEarlierKey() {
            enrolled()
                    .andGiven(FOR_ANOTHER_KEY.issuedTo(BIRD, IssueReason.RENEWAL, FIRST.serial()), superseded(FIRST))
                    .when(resident(AGAIN_FOR_ITS_KEY))
                    .thenEvents(
                            AGAIN_FOR_ITS_KEY.issuedTo(BIRD, IssueReason.RENEWAL, FOR_ANOTHER_KEY.serial()),
                            superseded(FOR_ANOTHER_KEY));
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
            DeviceScenario.given()
                    .when(outcast(FIRST))
                    .thenEvents(
                            DeviceRegistered.of(BIRD, DETAILS),
                            FIRST.issuedTo(BIRD, IssueReason.REGISTRATION, null),
                            voided(FIRST));
        }

        @Test
        void getsNothingForAKeyThatHasItsNewestCertificate() {
            enrolled().andGiven(voided(FIRST)).when(outcast(AGAIN_FOR_ITS_KEY)).thenNothing();
        }

        @Test
        void changesToAnotherKeyThatIsNoBetter() {
            enrolled()
                    .andGiven(voided(FIRST))
                    .when(outcast(FOR_ANOTHER_KEY))
                    .thenEvents(
                            FOR_ANOTHER_KEY.issuedTo(BIRD, IssueReason.REISSUE, FIRST.serial()),
                            voided(FOR_ANOTHER_KEY));
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
        BundleReference bundle = new BundleReference(new BundleId(new UUID(0, 1)), Sha256.of(new byte[0]), Instant.MAX);
        return Stream.of(
                new DeviceCommand.CheckRenewal(BIRD),
                new DeviceCommand.Renew(BIRD, 1, FOR_ANOTHER_KEY, bundle, true),
                new DeviceCommand.CheckReissue(BIRD),
                new DeviceCommand.Reissue(BIRD, 1, FOR_ANOTHER_KEY, bundle),
                new DeviceCommand.Revoke(BIRD, RevocationReason.UNSPECIFIED, null),
                new DeviceCommand.Suspend(BIRD, null),
                new DeviceCommand.Resume(BIRD, null),
                new DeviceCommand.Decommission(BIRD, null));
    }

    @ParameterizedTest
    @MethodSource("wishesOfOperators")
    void isNoOperatorsToTouch(DeviceCommand wish) {
        enrolled().when(wish).thenRefused(CONFLICT, "The device belongs to the portal");
    }

    private static DeviceScenario enrolled() {
        return DeviceScenario.given(
                DeviceRegistered.of(BIRD, DETAILS), FIRST.issuedTo(BIRD, IssueReason.REGISTRATION, null));
    }

    private static CertificateRevoked superseded(SignedCertificate certificate) {
        return new CertificateRevoked(
                BIRD, certificate.serial(), RevocationReason.SUPERSEDED, null, certificate.notAfter());
    }
}
