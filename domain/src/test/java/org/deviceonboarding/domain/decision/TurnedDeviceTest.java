package org.deviceonboarding.domain.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
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
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateExpiring;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.CredentialsExpired;
import org.deviceonboarding.domain.event.CredentialsPackaged;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceDetailsChanged;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.refusal.Refusal;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A renewal of a device to which something happened since it was asked for")
class TurnedDeviceTest {
    private static final DeviceId PUMP = new DeviceId("0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a");
    private static final Instant END = Instant.parse("2027-06-01T00:00:00Z");
    private static final DeviceDetails DETAILS = new DeviceDetails("pump 1", "pump", null, null, Map.of());
    private static final SignedCertificate FIRST = certificate("a1");
    private static final SignedCertificate SECOND = certificate("b2");
    private static final SignedCertificate THIRD = certificate("c3");
    private static final BundleReference BUNDLE =
            new BundleReference(new BundleId(new UUID(0, 1)), Sha256.of(new byte[] {2}), END);
    private static final Refusal CONFLICT = new Refusal(RefusalCode.CONFLICT, Map.of());
    private static final long SEEN = 4711;

    /** The requester saw the device as it was registered. */
    private static final DecisionInput AS_REGISTERED =
            DecisionInput.seen(history().size() - 1L);

    private static final CertificateRevoked REVOKED =
            new CertificateRevoked(PUMP, FIRST.serial(), RevocationReason.KEY_COMPROMISE, null, END);
    private static final DeviceSuspended SUSPENDED =
            new DeviceSuspended(PUMP, List.of(new HeldCertificate(FIRST.serial(), END)), null);
    private static final DeviceResumed RESUMED = new DeviceResumed(PUMP, List.of(FIRST.serial()), null);
    private static final DeviceDecommissioned DECOMMISSIONED = new DeviceDecommissioned(PUMP, null);

    static Stream<List<DeviceEvent>> turns() {
        return Stream.of(
                List.of(SUSPENDED),
                List.of(SUSPENDED, RESUMED),
                List.of(REVOKED),
                List.of(REVOKED, SECOND.issuedTo(PUMP, IssueReason.REISSUE, FIRST.serial())),
                List.of(SECOND.issuedTo(PUMP, IssueReason.RENEWAL, FIRST.serial())),
                List.of(REVOKED, DECOMMISSIONED));
    }

    static Stream<DeviceEvent> trifles() {
        return Stream.of(
                DeviceDetailsChanged.between(
                                PUMP, DETAILS, new DeviceDetails("pump 1", "pump", "Hall 3", null, Map.of("a", "b")))
                        .orElseThrow(),
                new CredentialsPackaged(PUMP, BUNDLE.id(), FIRST.serial(), BUNDLE.digest(), END),
                new CredentialsDownloaded(PUMP, BUNDLE.id()),
                new CredentialsExpired(PUMP, BUNDLE.id()),
                new CertificateExpiring(PUMP, FIRST.serial(), END),
                new CertificateExpired(PUMP, FIRST.serial(), 0));
    }

    @ParameterizedTest
    @MethodSource("turns")
    void isRefusedIfTheDeviceLeftActiveOrGotAnotherCertificateEvenIfItIsBack(List<DeviceEvent> turn) {
        for (DeviceCommand renewal : List.of(
                new DeviceCommand.Renew(PUMP, SEEN, THIRD, BUNDLE, false),
                new DeviceCommand.Renew(PUMP, SEEN, THIRD, BUNDLE, true),
                new DeviceCommand.PrepareRenewal(PUMP, SEEN, THIRD, BUNDLE))) {
            after(turn).when(renewal, AS_REGISTERED).thenRefused(CONFLICT);
        }
    }

    @ParameterizedTest
    @MethodSource("trifles")
    void isGrantedIfItIsATrifle(DeviceEvent trifle) {
        after(List.of(trifle))
                .when(new DeviceCommand.Renew(PUMP, SEEN, THIRD, BUNDLE, false), AS_REGISTERED)
                .thenEvents(
                        THIRD.issuedTo(PUMP, IssueReason.RENEWAL, FIRST.serial()),
                        new CredentialsPackaged(PUMP, BUNDLE.id(), THIRD.serial(), BUNDLE.digest(), END));
    }

    /** A new kind of event belongs to the one or to the other. */
    @Test
    void knowsOfEachKindOfEventWhichItIs() {
        Set<Class<?>> decided = new LinkedHashSet<>(List.of(DeviceRegistered.class));
        turns().flatMap(List::stream).map(Object::getClass).forEach(decided::add);
        trifles().map(Object::getClass).forEach(decided::add);
        assertThat(decided).containsExactlyInAnyOrder(DeviceEvent.class.getPermittedSubclasses());
    }

    @Test
    void isNoWayAroundARevocationThatTheReissueDidNotKnowOf() {
        after(List.of(
                        REVOKED,
                        SECOND.issuedTo(PUMP, IssueReason.REISSUE, FIRST.serial()),
                        new CertificateRevoked(PUMP, SECOND.serial(), RevocationReason.KEY_COMPROMISE, null, END)))
                .when(new DeviceCommand.Reissue(PUMP, SEEN, THIRD, BUNDLE), AS_REGISTERED)
                .thenRefused(CONFLICT);
    }

    @Test
    void isNoReissueUnlessTheDeviceIsRevoked() {
        for (List<? extends DeviceEvent> past :
                List.of(List.<DeviceEvent>of(), List.of(SUSPENDED), List.of(DECOMMISSIONED))) {
            after(past)
                    .when(new DeviceCommand.CheckReissue(PUMP), AS_REGISTERED)
                    .thenRefused(CONFLICT);
            after(past)
                    .when(new DeviceCommand.Reissue(PUMP, SEEN, THIRD, BUNDLE), AS_REGISTERED)
                    .thenRefused(CONFLICT);
        }
    }

    private static DeviceScenario after(List<? extends DeviceEvent> more) {
        return DeviceScenario.given(history()).andGiven(more);
    }

    private static List<DeviceEvent> history() {
        return List.of(DeviceRegistered.of(PUMP, DETAILS), FIRST.issuedTo(PUMP, IssueReason.REGISTRATION, null));
    }

    private static SignedCertificate certificate(String serial) {
        return new SignedCertificate(
                new SerialNumber(serial),
                Sha256.of(serial.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                "CN=" + PUMP,
                "ec-p256",
                END.minusSeconds(60),
                END,
                "pem of " + serial,
                KeyHolder.PORTAL,
                Sha256.of(("key of " + serial).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
