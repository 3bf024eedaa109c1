package org.deviceonboarding.command.device;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.device.SerialNumber;
import org.deviceonboarding.messages.device.ValidityState;
import org.deviceonboarding.messages.event.CertificateExpired;
import org.deviceonboarding.messages.event.CertificateExpiring;
import org.deviceonboarding.messages.event.CertificateIssued;
import org.deviceonboarding.messages.event.DeviceEvent;
import org.jspecify.annotations.Nullable;

/**
 * A device's newest certificate, as its aggregate remembers it.
 *
 * @param told what the log last said of its validity
 */
record NewestCertificate(SerialNumber serial, Instant notBefore, Instant notAfter, String pem, ValidityState told) {
    static NewestCertificate of(CertificateIssued event) {
        return new NewestCertificate(
                event.serial(), event.notBefore(), event.notAfter(), event.certificatePem(), ValidityState.VALID);
    }

    boolean isFor(CertifiedKey key) {
        return CertifiedKey.in(pem).equals(key);
    }

    /** From the first second to the last, both counted. */
    Duration lifetime() {
        return Duration.between(notBefore, notAfter).plusSeconds(1);
    }

    /** What is to be said now that was not said yet. Nobody needs to hear that an end is near which has passed. */
    Optional<DeviceEvent> news(DeviceId device, Instant now, RenewalWindow window) {
        if (told == ValidityState.EXPIRED) {
            return Optional.empty();
        }
        if (now.isAfter(notAfter)) {
            return Optional.of(new CertificateExpired(device, serial));
        }
        return told == ValidityState.VALID && !now.isBefore(window.opens(notBefore, notAfter))
                ? Optional.of(new CertificateExpiring(device, serial, notAfter))
                : Optional.empty();
    }

    /** When there will be more to say; null if all is said. */
    @Nullable
    Instant nextReview(RenewalWindow window) {
        return switch (told) {
            case VALID -> window.opens(notBefore, notAfter);
            case EXPIRING -> notAfter.plusSeconds(1);
            case EXPIRED, REVOKED -> null;
        };
    }

    NewestCertificate told(SerialNumber whose, ValidityState state) {
        return whose.equals(serial) ? new NewestCertificate(serial, notBefore, notAfter, pem, state) : this;
    }
}
