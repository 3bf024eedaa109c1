package org.deviceonboarding.messages.revocation;

import java.time.Instant;
import org.deviceonboarding.messages.device.RevocationReason;
import org.deviceonboarding.messages.device.SerialNumber;
import org.deviceonboarding.messages.event.CertificateRevoked;
import org.deviceonboarding.messages.event.Recorded;

/**
 * A void certificate, as a CRL lists it (RFC 5280 section 5.1.2.6).
 *
 * @param revokedAt when it became void
 * @param notAfter when it would have expired
 */
public record Revocation(SerialNumber serial, Instant revokedAt, RevocationReason reason, Instant notAfter) {
    public static Revocation of(Recorded<CertificateRevoked> recorded) {
        CertificateRevoked event = recorded.event();
        return new Revocation(event.serial(), recorded.at(), event.reason(), event.notAfter());
    }
}
