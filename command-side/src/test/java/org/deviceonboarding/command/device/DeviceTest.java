package org.deviceonboarding.command.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.CoreMatchers.equalTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.deviceonboarding.command.bundle.BundleStore;
import org.deviceonboarding.command.bundle.SealedBundle;
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
import org.deviceonboarding.log.LogPosition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A device")
class DeviceTest {
    private static final DeviceId PUMP = new DeviceId("0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a");
    private static final Instant END = Instant.parse("2027-06-01T00:00:00Z");
    private static final Instant LATER_END = Instant.parse("2028-06-01T00:00:00Z");
    private static final DeviceDetails DETAILS = new DeviceDetails("pump 1", "pump", "Hall 3", "1.2", Map.of("a", "b"));
    private static final SignedCertificate FIRST = certificate("a1", END);
    private static final SignedCertificate SECOND = certificate("b2", LATER_END);
    private static final Refusal CONFLICT = new Refusal(RefusalCode.CONFLICT, Map.of());
    private static final SealedBundle BUNDLE = bundle(1, new byte[] {1});
    private static final SealedBundle NEXT_BUNDLE = bundle(2, new byte[] {2});

    private static final long SEEN = 4711;

    private final BundleStore bundles = mock(BundleStore.class);
    private final LogPosition positions = mock(LogPosition.class);
    private final AggregateTestFixture<Device> device = new AggregateTestFixture<>(Device.class);

    @BeforeEach
    void hasBundles() {
        device.registerInjectableResource(bundles);
        device.registerInjectableResource(positions);
        when(positions.sequenceAt(PUMP, SEEN)).thenReturn(Long.MAX_VALUE); // all there is
    }

    @Test
    void entersTheFleetWithItsCertificateAndItsBundle() {
        device.givenNoPriorActivity()
                .when(new DeviceCommand.Register(PUMP, DETAILS, FIRST, BUNDLE))
                .expectEvents((Object[]) registered());
        verify(bundles).keep(PUMP, BUNDLE);
    }

    @Test
    void isUnknownBeforeItsRegistration() {
        device.givenNoPriorActivity()
                .when(new DeviceCommand.Revoke(PUMP, RevocationReason.UNSPECIFIED, null))
                .expectException(AggregateNotFoundException.class);
    }

    @Test
    void isOfNoUseToARenewalBeforeItsRegistration() {
        device.givenNoPriorActivity()
                .when(new DeviceCommand.CheckRenewal(PUMP))
                .expectException(AggregateNotFoundException.class);
    }

    @Nested
    @DisplayName("with a certificate")
    class WithACertificate {
        @Test
        void losesItOnRevocationTogetherWithTheBundleNobodyFetched() {
            device.given((Object[]) registered())
                    .when(new DeviceCommand.Revoke(PUMP, RevocationReason.KEY_COMPROMISE, "stolen"))
                    .expectEvents(
                            new CertificateRevoked(
                                    PUMP, FIRST.serial(), RevocationReason.KEY_COMPROMISE, "stolen", END),
                            new CredentialsExpired(PUMP, BUNDLE.id()));
            verify(bundles).discard(BUNDLE.id());
        }

        @Test
        void wouldBeRenewedAndSaysOfWhichTypeItIs() {
            device.given((Object[]) registered())
                    .when(new DeviceCommand.CheckRenewal(PUMP))
                    .expectResultMessagePayload("pump")
                    .expectNoEvents();
        }

        @Test
        void isRenewedWhileTheOldCertificateStaysValid() {
            device.given((Object[]) registered())
                    .when(new DeviceCommand.Renew(PUMP, SEEN, SECOND, NEXT_BUNDLE, false))
                    .expectEvents(
                            SECOND.issuedTo(PUMP, IssueReason.RENEWAL, FIRST.serial()), packaged(NEXT_BUNDLE, SECOND));
            verify(bundles).keep(PUMP, NEXT_BUNDLE);
        }

        @Test
        void losesTheOldCertificateAsSupersededAndItsBundleWhereTheOperatorWantsSo() {
            device.given((Object[]) registered())
                    .when(new DeviceCommand.Renew(PUMP, SEEN, SECOND, NEXT_BUNDLE, true))
                    .expectEvents(
                            SECOND.issuedTo(PUMP, IssueReason.RENEWAL, FIRST.serial()),
                            packaged(NEXT_BUNDLE, SECOND),
                            new CertificateRevoked(PUMP, FIRST.serial(), RevocationReason.SUPERSEDED, null, END),
                            new CredentialsExpired(PUMP, BUNDLE.id()));
            verify(bundles).discard(BUNDLE.id());
        }

        @Test
        void handsOutItsBundle() {
            when(bundles.take(BUNDLE.id())).thenReturn(Optional.of(BUNDLE.zip()));
            device.given((Object[]) registered())
                    .when(new DeviceCommand.DeliverCredentials(PUMP, BUNDLE.id()))
                    .expectResultMessagePayloadMatching(equalTo(BUNDLE.zip()))
                    .expectEvents(new CredentialsDownloaded(PUMP, BUNDLE.id()));
        }

        @Test
        void refusesToHandOutABundleThatIsGone() {
            when(bundles.take(BUNDLE.id())).thenReturn(Optional.empty());
            device.given((Object[]) registered())
                    .when(new DeviceCommand.DeliverCredentials(PUMP, BUNDLE.id()))
                    .expectExceptionDetails(new Refusal(RefusalCode.GONE, Map.of()))
                    .expectNoEvents();
        }

        @Test
        void deletesABundleWhoseTimeIsOver() {
            device.given((Object[]) registered())
                    .when(new DeviceCommand.ExpireCredentials(PUMP, List.of(BUNDLE.id())))
                    .expectEvents(new CredentialsExpired(PUMP, BUNDLE.id()));
            verify(bundles).discard(BUNDLE.id());
        }

        @Test
        void shrugsAtTheEndOfABundleThatWasFetched() {
            device.given((Object[]) registered())
                    .andGiven(new CredentialsDownloaded(PUMP, BUNDLE.id()))
                    .when(new DeviceCommand.ExpireCredentials(PUMP, List.of(BUNDLE.id())))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
            verify(bundles, never()).discard(any());
        }

        @Test
        void losesBothCertificatesOfAnOverlap() {
            ResultValidator<Device> result = device.given((Object[]) registered())
                    .andGiven(
                            new CredentialsDownloaded(PUMP, BUNDLE.id()),
                            SECOND.issuedTo(PUMP, IssueReason.RENEWAL, FIRST.serial()))
                    .when(new DeviceCommand.Revoke(PUMP, RevocationReason.UNSPECIFIED, null));
            result.expectEvents(
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
                    .expectEvents(new DeviceSuspended(
                            PUMP,
                            List.of(
                                    new HeldCertificate(FIRST.serial(), END),
                                    new HeldCertificate(SECOND.serial(), LATER_END)),
                            "lost"));
            verifyNoInteractions(bundles);
        }

        @Test
        void shrugsAtAResumptionWithoutAHold() {
            overlap()
                    .when(new DeviceCommand.Resume(PUMP, null))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
        }

        @Test
        void isDecommissionedWithAllThatItHas() {
            overlap()
                    .when(new DeviceCommand.Decommission(PUMP, "scrapped"))
                    .expectEvents(
                            ceased(FIRST, "scrapped"),
                            ceased(SECOND, "scrapped"),
                            new CredentialsExpired(PUMP, BUNDLE.id()),
                            new DeviceDecommissioned(PUMP, "scrapped"));
            verify(bundles).discard(BUNDLE.id());
        }

        private TestExecutor<Device> overlap() {
            return device.given((Object[]) registered())
                    .andGiven(SECOND.issuedTo(PUMP, IssueReason.RENEWAL, FIRST.serial()));
        }
    }

    @Nested
    @DisplayName("that is suspended")
    class ThatIsSuspended {
        @Test
        void shrugsAtASecondSuspension() {
            suspended()
                    .when(new DeviceCommand.Suspend(PUMP, "again"))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
        }

        @Test
        void comesBackWithWhatWasHeld() {
            suspended()
                    .when(new DeviceCommand.Resume(PUMP, "found"))
                    .expectEvents(new DeviceResumed(PUMP, List.of(FIRST.serial()), "found"));
        }

        @Test
        void mayBeSuspendedAgainOnceItWasResumed() {
            suspended()
                    .andGiven(new DeviceResumed(PUMP, List.of(FIRST.serial()), null))
                    .when(new DeviceCommand.Suspend(PUMP, null))
                    .expectEvents(new DeviceSuspended(PUMP, List.of(new HeldCertificate(FIRST.serial(), END)), null));
        }

        @Test
        void refusesANewCertificateWhichNobodyWouldHold() {
            suspended()
                    .when(new DeviceCommand.Renew(PUMP, SEEN, SECOND, NEXT_BUNDLE, false))
                    .expectExceptionDetails(CONFLICT)
                    .expectNoEvents();
            verifyNoInteractions(bundles);
        }

        @Test
        void saysSoBeforeAnythingIsMadeForIt() {
            suspended()
                    .when(new DeviceCommand.CheckRenewal(PUMP))
                    .expectExceptionDetails(CONFLICT)
                    .expectNoEvents();
        }

        @Test
        void handsOutItsBundleWhichIsOnHoldAnyway() {
            when(bundles.take(BUNDLE.id())).thenReturn(Optional.of(BUNDLE.zip()));
            suspended()
                    .when(new DeviceCommand.DeliverCredentials(PUMP, BUNDLE.id()))
                    .expectEvents(new CredentialsDownloaded(PUMP, BUNDLE.id()));
        }

        @Test
        void isRevokedLikeAnyOther() {
            suspended()
                    .when(new DeviceCommand.Revoke(PUMP, RevocationReason.KEY_COMPROMISE, "stolen"))
                    .expectEvents(
                            new CertificateRevoked(
                                    PUMP, FIRST.serial(), RevocationReason.KEY_COMPROMISE, "stolen", END),
                            new CredentialsExpired(PUMP, BUNDLE.id()));
        }

        @Test
        void isReissuedOnceItWasRevoked() {
            suspended()
                    .andGiven(new CertificateRevoked(PUMP, FIRST.serial(), RevocationReason.UNSPECIFIED, null, END))
                    .when(new DeviceCommand.Reissue(PUMP, SEEN, SECOND, NEXT_BUNDLE))
                    .expectEvents(
                            SECOND.issuedTo(PUMP, IssueReason.REISSUE, FIRST.serial()), packaged(NEXT_BUNDLE, SECOND));
        }

        @Test
        void isDecommissionedLikeAnyOther() {
            suspended()
                    .when(new DeviceCommand.Decommission(PUMP, null))
                    .expectEvents(
                            ceased(FIRST, null),
                            new CredentialsExpired(PUMP, BUNDLE.id()),
                            new DeviceDecommissioned(PUMP, null));
        }

        private TestExecutor<Device> suspended() {
            return device.given((Object[]) registered())
                    .andGiven(new DeviceSuspended(PUMP, List.of(new HeldCertificate(FIRST.serial(), END)), "lost"));
        }
    }

    @Nested
    @DisplayName("that was decommissioned")
    class ThatWasDecommissioned {
        @Test
        void shrugsAtASecondDecommissioning() {
            decommissioned()
                    .when(new DeviceCommand.Decommission(PUMP, "again"))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
        }

        @Test
        void shrugsAtARevocation() {
            decommissioned()
                    .when(new DeviceCommand.Revoke(PUMP, RevocationReason.UNSPECIFIED, null))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
        }

        @Test
        void refusesToComeBack() {
            decommissioned()
                    .when(new DeviceCommand.Renew(PUMP, SEEN, SECOND, NEXT_BUNDLE, false))
                    .expectExceptionDetails(CONFLICT)
                    .expectNoEvents();
            verifyNoInteractions(bundles);
        }

        @Test
        void saysSoBeforeAnythingIsMadeForIt() {
            decommissioned()
                    .when(new DeviceCommand.CheckRenewal(PUMP))
                    .expectExceptionDetails(CONFLICT)
                    .expectNoEvents();
        }

        @Test
        void refusesToBeSuspended() {
            decommissioned()
                    .when(new DeviceCommand.Suspend(PUMP, null))
                    .expectExceptionDetails(CONFLICT)
                    .expectNoEvents();
        }

        @Test
        void refusesToBeResumed() {
            decommissioned()
                    .when(new DeviceCommand.Resume(PUMP, null))
                    .expectExceptionDetails(CONFLICT)
                    .expectNoEvents();
        }

        @Test
        void refusesToHandOutABundle() {
            decommissioned()
                    .when(new DeviceCommand.DeliverCredentials(PUMP, BUNDLE.id()))
                    .expectExceptionDetails(CONFLICT)
                    .expectNoEvents();
            verifyNoInteractions(bundles);
        }

        private TestExecutor<Device> decommissioned() {
            return device.given((Object[]) registered())
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
            device.given((Object[]) registered())
                    .andGiven(revoked, new CredentialsExpired(PUMP, BUNDLE.id()))
                    .when(new DeviceCommand.Revoke(PUMP, RevocationReason.KEY_COMPROMISE, "again"))
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
        }

        @Test
        void refusesToBeSuspended() {
            device.given((Object[]) registered())
                    .andGiven(revoked)
                    .when(new DeviceCommand.Suspend(PUMP, null))
                    .expectExceptionDetails(CONFLICT)
                    .expectNoEvents();
        }

        @Test
        void refusesToBeResumed() {
            device.given((Object[]) registered())
                    .andGiven(revoked)
                    .when(new DeviceCommand.Resume(PUMP, null))
                    .expectExceptionDetails(CONFLICT)
                    .expectNoEvents();
        }

        @Test
        void isDecommissionedWithoutAnotherRevocation() {
            device.given((Object[]) registered())
                    .andGiven(revoked, new CredentialsExpired(PUMP, BUNDLE.id()))
                    .when(new DeviceCommand.Decommission(PUMP, null))
                    .expectEvents(new DeviceDecommissioned(PUMP, null));
        }

        @Test
        void comesBackWithAReissuedCertificate() {
            device.given((Object[]) registered())
                    .andGiven(revoked, new CredentialsExpired(PUMP, BUNDLE.id()))
                    .when(new DeviceCommand.Reissue(PUMP, SEEN, SECOND, NEXT_BUNDLE))
                    .expectEvents(
                            SECOND.issuedTo(PUMP, IssueReason.REISSUE, FIRST.serial()), packaged(NEXT_BUNDLE, SECOND));
        }

        @Test
        void doesNotComeBackByARenewal() {
            for (DeviceCommand renewal : List.of(
                    new DeviceCommand.CheckRenewal(PUMP),
                    new DeviceCommand.Renew(PUMP, SEEN, SECOND, NEXT_BUNDLE, true),
                    new DeviceCommand.PrepareRenewal(PUMP, SEEN, SECOND, NEXT_BUNDLE))) {
                device.given((Object[]) registered())
                        .andGiven(revoked)
                        .when(renewal)
                        .expectExceptionDetails(CONFLICT)
                        .expectNoEvents();
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

    private static CredentialsPackaged packaged(SealedBundle bundle, SignedCertificate certificate) {
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
                KeyHolder.PORTAL);
    }

    private static SealedBundle bundle(long n, byte[] zip) {
        return new SealedBundle(
                new BundleId(new UUID(0, n)), Sha256.of(new byte[] {(byte) (n + 10)}), zip, Sha256.of(zip), END);
    }
}
