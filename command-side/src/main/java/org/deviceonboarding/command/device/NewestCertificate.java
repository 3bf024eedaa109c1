package org.deviceonboarding.command.device;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.ValidityState;
import org.deviceonboarding.domain.event.CertificateIssued;

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

    /** When its renewal is due; empty once the log says that it is, or that it is over. */
    Optional<Instant> due(RenewalWindow window) {
        return told == ValidityState.VALID ? Optional.of(window.opens(notBefore, notAfter)) : Optional.empty();
    }

    NewestCertificate told(SerialNumber whose, ValidityState state) {
        return whose.equals(serial) ? new NewestCertificate(serial, notBefore, notAfter, pem, state) : this;
    }
}
