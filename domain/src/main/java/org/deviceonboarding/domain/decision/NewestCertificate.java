package org.deviceonboarding.domain.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.deviceonboarding.domain.command.RenewalWindow;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.device.ValidityState;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.jspecify.annotations.Nullable;

/**
 * A device's newest certificate, as decisions about it need to know it.
 *
 * @param told what the log last said of its validity
 * @param key SHA-256 of its public key; null until somebody has read it out of the certificate, which few decisions need
 */
public record NewestCertificate(
        SerialNumber serial,
        Instant notBefore,
        Instant notAfter,
        String pem,
        ValidityState told,
        @Nullable Sha256 key) {
    static NewestCertificate of(CertificateIssued event) {
        return new NewestCertificate(
                event.serial(), event.notBefore(), event.notAfter(), event.certificatePem(), ValidityState.VALID, null);
    }

    NewestCertificate withKey(Sha256 digest) {
        return new NewestCertificate(serial, notBefore, notAfter, pem, told, digest);
    }

    boolean isFor(Sha256 other) {
        return Objects.requireNonNull(key, "Nobody has read the certificate's key")
                .equals(other);
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
        return whose.equals(serial) ? new NewestCertificate(serial, notBefore, notAfter, pem, state, key) : this;
    }
}
