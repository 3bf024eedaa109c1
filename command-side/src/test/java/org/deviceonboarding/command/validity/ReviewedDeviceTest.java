package org.deviceonboarding.command.validity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A reviewed device")
class ReviewedDeviceTest {
    private static final Instant END = Instant.parse("2027-06-01T00:00:00Z");
    private static final Instant LATER = END.plus(Duration.ofDays(200));

    private final GivenDevice device = GivenDevice.until(END);
    private final GivenDevice renewed = new GivenDevice(device.id(), new SerialNumber("ab"), LATER);

    @Test
    void isDueForItsNewestCertificateAndForTheOneThatEndsFirst() {
        ReviewedDevice reviewed = fold(device.registered("pump", "pump"), device.issued(), renewed.issued());

        assertThat(reviewed.firstEnd()).isEqualTo(END);
        assertThat(reviewed.renewableUntil()).isEqualTo(LATER);
        assertThat(reviewed.renewableFrom())
                .isEqualTo(LATER.minus(Duration.ofDays(365).dividedBy(3)));
    }

    @Test
    void isDueForNothingOnceTheLogTellsEverything() {
        ReviewedDevice told =
                fold(device.registered("pump", "pump"), device.issued(), device.expiring(), device.expired());

        assertThat(told.firstEnd()).isNull();
        assertThat(told.renewableUntil()).isNull();
        assertThat(told.renewableFrom()).isNull();
    }

    @Test
    void isStillDueForTheEndOfACertificateWhoseRenewalIsDue() {
        ReviewedDevice told = fold(device.registered("pump", "pump"), device.issued(), device.expiring());

        assertThat(told.firstEnd()).isEqualTo(END);
        assertThat(told.renewableUntil()).isNull();
    }

    @Test
    void isDueAgainWithACertificateAfterAllWereRevoked() {
        DeviceEvent[] revoked = {
            device.registered("pump", "pump"), device.issued(), device.revoked(RevocationReason.UNSPECIFIED)
        };
        assertThat(fold(revoked).firstEnd()).isNull();
        assertThat(fold(revoked).renewableUntil()).isNull();

        ReviewedDevice again = requireNonNull(ReviewedDevice.after(fold(revoked), renewed.issued()));

        assertThat(again.firstEnd()).isEqualTo(LATER);
    }

    @Test
    void isForgottenOnceItIsDecommissionedAndNeverKnownIfItIsACanary() {
        assertThat(folded(device.registered("pump", "pump"), device.issued(), device.decommissioned()))
                .isNull();
        assertThat(folded(device.registered("canary", Canary.TYPE), device.issued()))
                .isNull();
    }

    private static ReviewedDevice fold(DeviceEvent... events) {
        return requireNonNull(folded(events));
    }

    private static @Nullable ReviewedDevice folded(DeviceEvent... events) {
        ReviewedDevice device = null;
        for (DeviceEvent event : events) {
            device = ReviewedDevice.after(device, event);
        }
        return device;
    }
}
