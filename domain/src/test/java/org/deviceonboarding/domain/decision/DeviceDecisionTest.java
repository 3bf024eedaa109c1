package org.deviceonboarding.domain.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.deviceonboarding.domain.command.BundleReference;
import org.deviceonboarding.domain.command.DeviceCommand;
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
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.CredentialsExpired;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.refusal.Refusal;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A device")
class DeviceDecisionTest {
    private static final DeviceId PUMP = new DeviceId("0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a");
    private static final Instant END = Instant.parse("2027-06-01T00:00:00Z");
    private static final Instant LATER_END = Instant.parse("2028-06-01T00:00:00Z");
    private static final DeviceDetails DETAILS = new DeviceDetails("pump 1", "pump", "Hall 3", "1.2", Map.of("a", "b"));
    private static final SignedCertificate FIRST = certificate("a1", END);
    private static final SignedCertificate SECOND = certificate("b2", LATER_END);
    private static final Refusal CONFLICT = new Refusal(RefusalCode.CONFLICT, Map.of());
    private static final BundleReference BUNDLE = bundle(1, new byte[] {1});
    private static final BundleReference NEXT_BUNDLE = bundle(2, new byte[] {2});

    private static final long SEEN = 4711;

    @Test
    void entersTheFleetWithItsCertificateAndItsBundle() {
        DeviceScenario.given()
                .when(new DeviceCommand.Register(PUMP, DETAILS, FIRST, BUNDLE))
                .thenEvents(registered());
    }

    @Test
    void isUnknownBeforeItsRegistration() {
        DeviceScenario.given()
                .when(new DeviceCommand.Revoke(PUMP, RevocationReason.UNSPECIFIED, null))
                .thenRefused(new Refusal(RefusalCode.NOT_FOUND, Map.of()), "There is no such device");
    }

    @Test
    void isOfNoUseToARenewalBeforeItsRegistration() {
        DeviceScenario.given()
                .when(new DeviceCommand.CheckRenewal(PUMP))
                .thenRefused(new Refusal(RefusalCode.NOT_FOUND, Map.of()), "There is no such device");
    }

    @Nested
    @DisplayName("with a certificate")
    class WithACertificate {
        @Test
        void losesItOnRevocationTogetherWithTheBundleNobodyFetched() {
            DeviceScenario.given(registered())
                    .when(new DeviceCommand.Revoke(PUMP, RevocationReason.KEY_COMPROMISE, "stolen"))
                    .thenEvents(
                            new CertificateRevoked(
                                    PUMP, FIRST.serial(), RevocationReason.KEY_COMPROMISE, "stolen", END),
                            new CredentialsExpired(PUMP, BUNDLE.id()));
        }

        @Test
        void wouldBeRenewedAndSaysOfWhichTypeItIs() {
            DeviceScenario.given(registered())
                    .when(new DeviceCommand.CheckRenewal(PUMP))
                    .thenAnswer("pump")
                    .thenNothing();
        }

        @Test
        void isRenewedWhileTheOldCertificateStaysValid() {
            DeviceScenario.given(registered())
                    .when(new DeviceCommand.Renew(PUMP, SEEN, SECOND, NEXT_BUNDLE, false))
                    .thenEvents(
                            SECOND.issuedTo(PUMP, IssueReason.RENEWAL, FIRST.serial()), packaged(NEXT_BUNDLE, SECOND));
        }

        @Test
        void losesTheOldCertificateAsSupersededAndItsBundleWhereTheOperatorWantsSo() {
            DeviceScenario.given(registered())
                    .when(new DeviceCommand.Renew(PUMP, SEEN, SECOND, NEXT_BUNDLE, true))
                    .thenEvents(
                            SECOND.issuedTo(PUMP, IssueReason.RENEWAL, FIRST.serial()),
                            packaged(NEXT_BUNDLE, SECOND),
                            new CertificateRevoked(PUMP, FIRST.serial(), RevocationReason.SUPERSEDED, null, END),
                            new CredentialsExpired(PUMP, BUNDLE.id()));
        }

        @Test
        void handsOutItsBundle() {
            DeviceScenario.given(registered())
                    .when(new DeviceCommand.DeliverCredentials(PUMP, BUNDLE.id()))
                    .thenEvents(new CredentialsDownloaded(PUMP, BUNDLE.id()));
        }

        @Test
        void refusesToHandOutABundleThatIsGone() {
            DeviceScenario.given(registered())
                    .when(new DeviceCommand.DeliverCredentials(PUMP, BUNDLE.id()), DecisionInput.bundleWaits(false))
                    .thenRefused(
                            new Refusal(RefusalCode.GONE, Map.of()),
                            "These credentials were delivered or have expired");
        }

        @Test
        void deletesABundleWhoseTimeIsOver() {
            DeviceScenario.given(registered())
                    .when(new DeviceCommand.ExpireCredentials(PUMP, List.of(BUNDLE.id())))
                    .thenEvents(new CredentialsExpired(PUMP, BUNDLE.id()));
        }

        @Test
        void shrugsAtTheEndOfABundleThatWasFetched() {
            DeviceScenario.given(registered())
                    .andGiven(new CredentialsDownloaded(PUMP, BUNDLE.id()))
                    .when(new DeviceCommand.ExpireCredentials(PUMP, List.of(BUNDLE.id())))
                    .thenNothing();
        }

        @Test
        void losesBothCertificatesOfAnOverlap() {
            DeviceScenario.Outcome result = DeviceScenario.given(registered())
                    .andGiven(
                            new CredentialsDownloaded(PUMP, BUNDLE.id()),
                            SECOND.issuedTo(PUMP, IssueReason.RENEWAL, FIRST.serial()))
                    .when(new DeviceCommand.Revoke(PUMP, RevocationReason.UNSPECIFIED, null));
            result.thenEvents(
                    new CertificateRevoked(PUMP, FIRST.serial(), RevocationReason.UNSPECIFIED, null, END),
                    new CertificateRevoked(PUMP, SECOND.serial(), RevocationReason.UNSPECIFIED, null, LATER_END));
        }
    }

    @Nested
    @DisplayName("with two certificates")
    class WithTwoCertificates {
        @Test
        void isSuspendedWithBothOfThemWhileItsBundleWaits() {
            overlap()
                    .when(new DeviceCommand.Suspend(PUMP, "lost"))
                    .thenEvents(new DeviceSuspended(
                            PUMP,
                            List.of(
                                    new HeldCertificate(FIRST.serial(), END),
                                    new HeldCertificate(SECOND.serial(), LATER_END)),
                            "lost"));
        }

        @Test
        void shrugsAtAResumptionWithoutAHold() {
            overlap().when(new DeviceCommand.Resume(PUMP, null)).thenNothing();
        }

        @Test
        void isDecommissionedWithAllThatItHas() {
            overlap()
                    .when(new DeviceCommand.Decommission(PUMP, "scrapped"))
                    .thenEvents(
                            ceased(FIRST, "scrapped"),
                            ceased(SECOND, "scrapped"),
                            new CredentialsExpired(PUMP, BUNDLE.id()),
                            new DeviceDecommissioned(PUMP, "scrapped"));
        }

        private DeviceScenario overlap() {
            return DeviceScenario.given(registered())
                    .andGiven(SECOND.issuedTo(PUMP, IssueReason.RENEWAL, FIRST.serial()));
        }
    }

    @Nested
    @DisplayName("that is suspended")
    class ThatIsSuspended {
        @Test
        void shrugsAtASecondSuspension() {
            suspended().when(new DeviceCommand.Suspend(PUMP, "again")).thenNothing();
        }

        @Test
        void comesBackWithWhatWasHeld() {
            suspended()
                    .when(new DeviceCommand.Resume(PUMP, "found"))
                    .thenEvents(new DeviceResumed(PUMP, List.of(FIRST.serial()), "found"));
        }

        @Test
        void mayBeSuspendedAgainOnceItWasResumed() {
            suspended()
                    .andGiven(new DeviceResumed(PUMP, List.of(FIRST.serial()), null))
                    .when(new DeviceCommand.Suspend(PUMP, null))
                    .thenEvents(new DeviceSuspended(PUMP, List.of(new HeldCertificate(FIRST.serial(), END)), null));
        }

        @Test
        void refusesANewCertificateWhichNobodyWouldHold() {
            suspended()
                    .when(new DeviceCommand.Renew(PUMP, SEEN, SECOND, NEXT_BUNDLE, false))
                    .thenRefused(CONFLICT);
        }

        @Test
        void saysSoBeforeAnythingIsMadeForIt() {
            suspended().when(new DeviceCommand.CheckRenewal(PUMP)).thenRefused(CONFLICT);
        }

        @Test
        void handsOutItsBundleWhichIsOnHoldAnyway() {
            suspended()
                    .when(new DeviceCommand.DeliverCredentials(PUMP, BUNDLE.id()))
                    .thenEvents(new CredentialsDownloaded(PUMP, BUNDLE.id()));
        }

        @Test
        void isRevokedLikeAnyOther() {
            suspended()
                    .when(new DeviceCommand.Revoke(PUMP, RevocationReason.KEY_COMPROMISE, "stolen"))
                    .thenEvents(
                            new CertificateRevoked(
                                    PUMP, FIRST.serial(), RevocationReason.KEY_COMPROMISE, "stolen", END),
                            new CredentialsExpired(PUMP, BUNDLE.id()));
        }

        @Test
        void isReissuedOnceItWasRevoked() {
            suspended()
                    .andGiven(new CertificateRevoked(PUMP, FIRST.serial(), RevocationReason.UNSPECIFIED, null, END))
                    .when(new DeviceCommand.Reissue(PUMP, SEEN, SECOND, NEXT_BUNDLE))
                    .thenEvents(
                            SECOND.issuedTo(PUMP, IssueReason.REISSUE, FIRST.serial()), packaged(NEXT_BUNDLE, SECOND));
        }

        @Test
        void isDecommissionedLikeAnyOther() {
            suspended()
                    .when(new DeviceCommand.Decommission(PUMP, null))
                    .thenEvents(
                            ceased(FIRST, null),
                            new CredentialsExpired(PUMP, BUNDLE.id()),
                            new DeviceDecommissioned(PUMP, null));
        }

        private DeviceScenario suspended() {
            return DeviceScenario.given(registered())
                    .andGiven(new DeviceSuspended(PUMP, List.of(new HeldCertificate(FIRST.serial(), END)), "lost"));
        }
    }

    @Nested
    @DisplayName("that was decommissioned")
    class ThatWasDecommissioned {
        @Test
        void shrugsAtASecondDecommissioning() {
            decommissioned().when(new DeviceCommand.Decommission(PUMP, "again")).thenNothing();
        }

        @Test
        void shrugsAtARevocation() {
            decommissioned()
                    .when(new DeviceCommand.Revoke(PUMP, RevocationReason.UNSPECIFIED, null))
                    .thenNothing();
        }

        @Test
        void refusesToComeBack() {
            decommissioned()
                    .when(new DeviceCommand.Renew(PUMP, SEEN, SECOND, NEXT_BUNDLE, false))
                    .thenRefused(CONFLICT);
        }

        @Test
        void saysSoBeforeAnythingIsMadeForIt() {
            decommissioned().when(new DeviceCommand.CheckRenewal(PUMP)).thenRefused(CONFLICT);
        }

        @Test
        void refusesToBeSuspended() {
            decommissioned().when(new DeviceCommand.Suspend(PUMP, null)).thenRefused(CONFLICT);
        }

        @Test
        void refusesToBeResumed() {
            decommissioned().when(new DeviceCommand.Resume(PUMP, null)).thenRefused(CONFLICT);
        }

        @Test
        void refusesToHandOutABundle() {
            decommissioned()
                    .when(new DeviceCommand.DeliverCredentials(PUMP, BUNDLE.id()))
                    .thenRefused(CONFLICT);
        }

        private DeviceScenario decommissioned() {
            return DeviceScenario.given(registered())
                    .andGiven(
                            ceased(FIRST, null),
                            new CredentialsExpired(PUMP, BUNDLE.id()),
                            new DeviceDecommissioned(PUMP, null));
        }
    }

    @Nested
    @DisplayName("that was revoked")
    class ThatWasRevoked {
        private final CertificateRevoked revoked =
                new CertificateRevoked(PUMP, FIRST.serial(), RevocationReason.UNSPECIFIED, null, END);

        @Test
        void shrugsAtASecondRevocation() {
            DeviceScenario.given(registered())
                    .andGiven(revoked, new CredentialsExpired(PUMP, BUNDLE.id()))
                    .when(new DeviceCommand.Revoke(PUMP, RevocationReason.KEY_COMPROMISE, "again"))
                    .thenNothing();
        }

        @Test
        void refusesToBeSuspended() {
            DeviceScenario.given(registered())
                    .andGiven(revoked)
                    .when(new DeviceCommand.Suspend(PUMP, null))
                    .thenRefused(CONFLICT);
        }

        @Test
        void refusesToBeResumed() {
            DeviceScenario.given(registered())
                    .andGiven(revoked)
                    .when(new DeviceCommand.Resume(PUMP, null))
                    .thenRefused(CONFLICT);
        }

        @Test
        void isDecommissionedWithoutAnotherRevocation() {
            DeviceScenario.given(registered())
                    .andGiven(revoked, new CredentialsExpired(PUMP, BUNDLE.id()))
                    .when(new DeviceCommand.Decommission(PUMP, null))
                    .thenEvents(new DeviceDecommissioned(PUMP, null));
        }

        @Test
        void comesBackWithAReissuedCertificate() {
            DeviceScenario.given(registered())
                    .andGiven(revoked, new CredentialsExpired(PUMP, BUNDLE.id()))
                    .when(new DeviceCommand.Reissue(PUMP, SEEN, SECOND, NEXT_BUNDLE))
                    .thenEvents(
                            SECOND.issuedTo(PUMP, IssueReason.REISSUE, FIRST.serial()), packaged(NEXT_BUNDLE, SECOND));
        }

        @Test
        void doesNotComeBackByARenewal() {
            for (DeviceCommand renewal : List.of(
                    new DeviceCommand.CheckRenewal(PUMP),
                    new DeviceCommand.Renew(PUMP, SEEN, SECOND, NEXT_BUNDLE, true),
                    new DeviceCommand.PrepareRenewal(PUMP, SEEN, SECOND, NEXT_BUNDLE))) {
                DeviceScenario.given(registered())
                        .andGiven(revoked)
                        .when(renewal)
                        .thenRefused(CONFLICT);
            }
        }
    }

    private static CertificateRevoked ceased(SignedCertificate certificate, @Nullable String comment) {
        return new CertificateRevoked(
                PUMP, certificate.serial(), RevocationReason.CESSATION_OF_OPERATION, comment, certificate.notAfter());
    }

    private static DeviceEvent[] registered() {
        return new DeviceEvent[] {
            DeviceRegistered.of(PUMP, DETAILS),
            FIRST.issuedTo(PUMP, IssueReason.REGISTRATION, null),
            packaged(BUNDLE, FIRST)
        };
    }

    private static CredentialsPackaged packaged(BundleReference bundle, SignedCertificate certificate) {
        return new CredentialsPackaged(PUMP, bundle.id(), certificate.serial(), bundle.digest(), bundle.expiresAt());
    }

    private static SignedCertificate certificate(String serial, Instant end) {
        return new SignedCertificate(
                new SerialNumber(serial),
                Sha256.of(serial.getBytes(UTF_8)),
                "CN=" + PUMP,
                "rsa-2048",
                END.minusSeconds(60),
                end,
                "pem of " + serial,
                KeyHolder.PORTAL,
                Sha256.of(("key of " + serial).getBytes(UTF_8)));
    }

    private static BundleReference bundle(long n, byte[] zip) {
        return new BundleReference(new BundleId(new UUID(0, n)), Sha256.of(zip), END);
    }
}
