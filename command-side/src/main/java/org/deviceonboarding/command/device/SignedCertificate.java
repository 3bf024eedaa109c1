package org.deviceonboarding.command.device;

import java.time.Instant;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.device.IssueReason;
import org.deviceonboarding.messages.device.SerialNumber;
import org.deviceonboarding.messages.device.Sha256;
import org.deviceonboarding.messages.event.CertificateIssued;
import org.jspecify.annotations.Nullable;

/** A certificate the CA has signed and the log does not know yet. The fields are those of {@link CertificateIssued}. */
public record SignedCertificate(
        SerialNumber serial,
        Sha256 fingerprint,
        String subject,
        String keyAlgorithm,
        Instant notBefore,
        Instant notAfter,
        String pem) {

    CertificateIssued issuedTo(DeviceId deviceId, IssueReason reason, @Nullable SerialNumber replaces) {
        return new CertificateIssued(
                deviceId, serial, fingerprint, subject, keyAlgorithm, notBefore, notAfter, pem, reason, replaces);
    }
}
