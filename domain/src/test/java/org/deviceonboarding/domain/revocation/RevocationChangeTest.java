package org.deviceonboarding.domain.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.HeldCertificate;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.event.Recorded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The CRL's entries")
class RevocationChangeTest {
    private static final DeviceId PUMP = new DeviceId("0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a");
    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-06-01T00:00:00Z");
    private static final Instant LATER_END = Instant.parse("2028-06-01T00:00:00Z");
    private static final SerialNumber FIRST = new SerialNumber("a1");
    private static final SerialNumber SECOND = new SerialNumber("b2");

    private static final DeviceEvent SUSPENDED =
            new DeviceSuspended(PUMP, List.of(new HeldCertificate(FIRST, END)), null);
    private static final DeviceEvent RESUMED = new DeviceResumed(PUMP, List.of(FIRST), null);
    private static final DeviceEvent REVOKED =
            new CertificateRevoked(PUMP, FIRST, RevocationReason.KEY_COMPROMISE, null, END);

    @Test
    void holdEachCertificateOfASuspendedDevice() {
        assertThat(fold(new DeviceSuspended(
                        PUMP, List.of(new HeldCertificate(FIRST, END), new HeldCertificate(SECOND, LATER_END)), null)))
                .containsExactly(new Revocation(FIRST, at(1), 6, END), new Revocation(SECOND, at(1), 6, LATER_END));
    }

    @Test
    void letGoOfWhatWasHeld() {
        assertThat(fold(SUSPENDED, RESUMED)).isEmpty();
    }

    @Test
    void showTheNewDateOfASecondHold() {
        assertThat(fold(SUSPENDED, RESUMED, SUSPENDED)).containsExactly(new Revocation(FIRST, at(3), 6, END));
    }

    @Test
    void changeAHoldIntoARevocationOfTheSameDate() {
        assertThat(fold(SUSPENDED, REVOKED)).containsExactly(new Revocation(FIRST, at(1), 1, END));
    }

    @Test
    void keepWhatIsVoid() {
        assertThat(fold(REVOKED, SUSPENDED, RESUMED)).containsExactly(new Revocation(FIRST, at(1), 1, END));
    }

    @Test
    void doNotHangOnTheEndOfTheDevice() {
        assertThat(fold(REVOKED, new DeviceDecommissioned(PUMP, null))).isEqualTo(fold(REVOKED));
    }

    private static Collection<Revocation> fold(DeviceEvent... events) {
        Map<SerialNumber, Revocation> entries = new TreeMap<>();
        for (int i = 0; i < events.length; i++) {
            for (RevocationChange change : RevocationChange.of(new Recorded<>(i + 1, at(i + 1), events[i]))) {
                entries.compute(change.serial(), (_, before) -> change.after(before));
            }
        }
        return List.copyOf(entries.values());
    }

    private static Instant at(int position) {
        return START.plusSeconds(position);
    }
}
