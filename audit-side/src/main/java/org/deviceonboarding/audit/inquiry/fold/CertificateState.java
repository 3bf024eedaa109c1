package org.deviceonboarding.audit.inquiry.fold;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.deviceonboarding.domain.device.DeviceStatus;

/** The state of a certificate at a moment. */
public enum CertificateState {
    LIVE,
    /** The device is suspended; after it is resumed, the certificate is good again. */
    ON_HOLD,
    EXPIRED,
    REVOKED;

    static CertificateState of(boolean revoked, Instant notAfter, DeviceStatus device, Instant at) {
        if (revoked) {
            return REVOKED;
        }
        if (notAfter.isBefore(at)) {
            return EXPIRED;
        }
        return device == DeviceStatus.SUSPENDED ? ON_HOLD : LIVE;
    }

    /** Whether a revocation would change anything. */
    public boolean revocable() {
        return this == LIVE || this == ON_HOLD;
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
