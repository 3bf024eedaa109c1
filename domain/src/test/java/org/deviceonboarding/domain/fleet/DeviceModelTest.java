package org.deviceonboarding.domain.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.HeldCertificate;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.device.ValidityState;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateExpiring;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CredentialsDownloaded;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceDetailsChanged;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.event.Recorded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The model of a device")
class DeviceModelTest {
    private static final DeviceId PUMP = new DeviceId("0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a");
    private static final DeviceDetails DETAILS = new DeviceDetails("pump 1", "pump", "Hall 3", "1.2", Map.of("a", "b"));
    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-06-01T00:00:00Z");
    private static final SerialNumber FIRST = new SerialNumber("a1");
    private static final SerialNumber SECOND = new SerialNumber("b2");

    @Test
    void isActiveWithItsFirstCertificate() {
        DeviceModel model = fold(registered(), issued(FIRST));

        assertThat(model)
                .isEqualTo(new DeviceModel(
                        PUMP,
                        DETAILS,
                        at(1),
                        DeviceStatus.ACTIVE,
                        new CertificateModel(
                                FIRST,
                                digest(FIRST),
                                "rsa-2048",
                                KeyHolder.DEVICE,
                                at(2),
                                END,
                                ValidityState.VALID,
                                at(2),
                                null,
                                null),
                        new TreeSet<>(List.of(FIRST)),
                        null,
                        2));
    }

    @Test
    void isRevokedWithItsLastCertificate() {
        DeviceModel model = fold(registered(), issued(FIRST), revoked(FIRST));

        assertThat(model.status()).isEqualTo(DeviceStatus.REVOKED);
        assertThat(model.certificate())
                .isEqualTo(new CertificateModel(
                        FIRST,
                        digest(FIRST),
                        "rsa-2048",
                        KeyHolder.DEVICE,
                        at(2),
                        END,
                        ValidityState.REVOKED,
                        at(3),
                        at(3),
                        RevocationReason.SUPERSEDED));
    }

    @Test
    void staysActiveWhenOnlyTheReplacedCertificateIsRevoked() {
        DeviceModel model = fold(registered(), issued(FIRST), issued(SECOND), revoked(FIRST));

        assertThat(model.status()).isEqualTo(DeviceStatus.ACTIVE);
        assertThat(model.live()).containsExactly(SECOND);
        assertThat(model.certificate()).extracting(CertificateModel::revokedAt).isNull();
    }

    @Test
    void isActiveAgainAfterAReissue() {
        DeviceModel model = fold(registered(), issued(FIRST), revoked(FIRST), issued(SECOND));

        assertThat(model.status()).isEqualTo(DeviceStatus.ACTIVE);
        assertThat(model.certificate()).extracting(CertificateModel::serial).isEqualTo(SECOND);
    }

    @Test
    void knowsThePositionOfEventsThatChangeNothingElse() {
        DeviceModel before = fold(registered(), issued(FIRST));
        DeviceModel after =
                fold(registered(), issued(FIRST), new CredentialsDownloaded(PUMP, new BundleId(new UUID(0, 1))));

        assertThat(after)
                .isEqualTo(new DeviceModel(
                        PUMP,
                        DETAILS,
                        before.registeredAt(),
                        DeviceStatus.ACTIVE,
                        before.certificate(),
                        before.live(),
                        null,
                        3));
    }

    @Test
    void hasACertificateThatExpiresAsTheLogSaysAndIsValidAgainOnceRenewed() {
        assertThat(standing(registered(), issued(FIRST))).isEqualTo(ValidityState.VALID);
        assertThat(standing(registered(), issued(FIRST), expiring(FIRST))).isEqualTo(ValidityState.EXPIRING);
        assertThat(standing(registered(), issued(FIRST), expiring(FIRST), expired(FIRST)))
                .isEqualTo(ValidityState.EXPIRED);
        assertThat(standing(registered(), issued(FIRST), expiring(FIRST), issued(SECOND)))
                .isEqualTo(ValidityState.VALID);
        assertThat(fold(registered(), issued(FIRST), expiring(FIRST)).certificate())
                .extracting(CertificateModel::stateSince)
                .isEqualTo(at(3));
    }

    @Test
    void doesNotCareForTheEndOfACertificateThatIsVoidOrWasReplaced() {
        assertThat(standing(registered(), issued(FIRST), issued(SECOND), expired(FIRST)))
                .isEqualTo(ValidityState.VALID);
        assertThat(standing(registered(), issued(FIRST), revoked(FIRST), expired(FIRST)))
                .isEqualTo(ValidityState.REVOKED);
        assertThat(fold(registered(), issued(FIRST), expired(FIRST)).status()).isEqualTo(DeviceStatus.ACTIVE);
    }

    private static @Nullable ValidityState standing(DeviceEvent first, DeviceEvent... more) {
        CertificateModel newest = fold(first, more).certificate();
        return newest == null ? null : newest.state();
    }

    private static CertificateExpiring expiring(SerialNumber serial) {
        return new CertificateExpiring(PUMP, serial, END);
    }

    private static CertificateExpired expired(SerialNumber serial) {
        return new CertificateExpired(PUMP, serial, 0);
    }

    @Test
    void isSuspendedWithItsCertificatesUntilItIsResumed() {
        DeviceModel suspended = fold(registered(), issued(FIRST), suspended());
        DeviceModel resumed = fold(registered(), issued(FIRST), suspended(), resumed());

        assertThat(suspended.status()).isEqualTo(DeviceStatus.SUSPENDED);
        assertThat(suspended.live()).containsExactly(FIRST);
        assertThat(suspended.certificate())
                .extracting(CertificateModel::revokedAt)
                .isNull();
        assertThat(suspended.position()).isEqualTo(3);
        assertThat(resumed.status()).isEqualTo(DeviceStatus.ACTIVE);
    }

    @Test
    void isNoLongerSuspendedOnceItIsRevoked() {
        DeviceModel revoked = fold(registered(), issued(FIRST), suspended(), revoked(FIRST));
        DeviceModel reissued = fold(registered(), issued(FIRST), suspended(), revoked(FIRST), issued(SECOND));

        assertThat(revoked.status()).isEqualTo(DeviceStatus.REVOKED);
        assertThat(reissued.status()).isEqualTo(DeviceStatus.ACTIVE);
    }

    @Test
    void isWhatWasSaidOfItLast() {
        DeviceModel before = fold(registered(), issued(FIRST));
        DeviceModel after = fold(
                registered(),
                issued(FIRST),
                new DeviceDetailsChanged(PUMP, "pump 2", null, null, Map.of("x", "y"), List.of(), List.of()));

        assertThat(after.details().name()).isEqualTo("pump 2");
        assertThat(after.details().location()).isEqualTo(before.details().location());
        assertThat(after.details().labels())
                .containsAllEntriesOf(before.details().labels())
                .containsEntry("x", "y");
        assertThat(after.status()).isEqualTo(before.status());
        assertThat(after.certificate()).isEqualTo(before.certificate());
        assertThat(after.position()).isEqualTo(3);
    }

    @Test
    void isDecommissionedForGood() {
        DeviceEvent[] life = {issued(FIRST), revoked(FIRST), new DeviceDecommissioned(PUMP, null)};

        assertThat(fold(registered(), life).status()).isEqualTo(DeviceStatus.DECOMMISSIONED);
        assertThat(fold(registered(), life).live()).isEmpty();
    }

    @Test
    void staysWithoutRightsThroughAHistoryThatCannotBe() {
        assertThat(fold(registered(), issued(FIRST), suspended(), issued(SECOND))
                        .status())
                .isEqualTo(DeviceStatus.SUSPENDED);
        assertThat(fold(registered(), issued(FIRST), revoked(FIRST), resumed()).status())
                .isEqualTo(DeviceStatus.REVOKED);
        assertThat(fold(registered(), new DeviceDecommissioned(PUMP, null), issued(FIRST), suspended(), resumed())
                        .status())
                .isEqualTo(DeviceStatus.DECOMMISSIONED);
    }

    static Stream<List<DeviceEvent>> withdrawals() {
        return Stream.of(
                List.of(revoked(FIRST)),
                List.of(issued(SECOND), revoked(FIRST)),
                List.of(suspended()),
                List.of(suspended(), resumed(), suspended()),
                List.of(revoked(FIRST), new DeviceDecommissioned(PUMP, null)));
    }

    @ParameterizedTest
    @MethodSource("withdrawals")
    void knowsSinceWhenAccessIsTakenAway(List<DeviceEvent> life) {
        int newest = 2 + life.size();
        assertThat(fold(registered(), prepend(issued(FIRST), life)).withdrawn())
                .isEqualTo(new Withdrawal(newest, at(newest)));
    }

    @Test
    void remembersTheWithdrawalWhenAccessIsGivenBack() {
        assertThat(fold(registered(), issued(FIRST), suspended(), resumed()).withdrawn())
                .isEqualTo(new Withdrawal(3, at(3)));
        assertThat(fold(registered(), issued(FIRST), revoked(FIRST), issued(SECOND))
                        .withdrawn())
                .isEqualTo(new Withdrawal(3, at(3)));
    }

    @Test
    void knowsNoWithdrawalWhileAccessOnlyGrew() {
        assertThat(fold(registered(), issued(FIRST), issued(SECOND), resumed()).withdrawn())
                .isNull();
    }

    @Test
    void cannotBeginWithoutARegistration() {
        assertThatThrownBy(() -> fold(issued(FIRST))).isInstanceOf(IllegalStateException.class);
    }

    private static DeviceEvent[] prepend(DeviceEvent first, List<DeviceEvent> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toArray(DeviceEvent[]::new);
    }

    private static DeviceModel fold(DeviceEvent first, DeviceEvent... more) {
        DeviceModel model = after(null, first, 1);
        for (int i = 0; i < more.length; i++) {
            model = after(model, more[i], i + 2);
        }
        return model;
    }

    private static DeviceModel after(@Nullable DeviceModel model, DeviceEvent event, int position) {
        return DeviceModel.after(model, new Recorded<>(position, at(position), event));
    }

    private static Instant at(int position) {
        return START.plusSeconds(position);
    }

    private static DeviceEvent registered() {
        return DeviceRegistered.of(PUMP, DETAILS);
    }

    private static DeviceEvent issued(SerialNumber serial) {
        return new CertificateIssued(
                PUMP,
                serial,
                digest(serial),
                "CN=" + PUMP,
                "rsa-2048",
                START,
                END,
                "pem",
                IssueReason.RENEWAL,
                null,
                KeyHolder.DEVICE);
    }

    private static DeviceEvent revoked(SerialNumber serial) {
        return new CertificateRevoked(PUMP, serial, RevocationReason.SUPERSEDED, null, END);
    }

    private static DeviceEvent suspended() {
        return new DeviceSuspended(PUMP, List.of(new HeldCertificate(FIRST, END)), "lost");
    }

    private static DeviceEvent resumed() {
        return new DeviceResumed(PUMP, List.of(FIRST), "found");
    }

    private static Sha256 digest(SerialNumber serial) {
        return Sha256.of(serial.toBigInteger().toByteArray());
    }
}
