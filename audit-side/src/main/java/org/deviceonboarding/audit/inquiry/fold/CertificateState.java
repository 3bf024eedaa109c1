package org.deviceonboarding.audit.inquiry.fold;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.deviceonboarding.domain.device.DeviceStatus;

/** What a certificate is good for at a moment. */
public enum CertificateState {
    LIVE,
    /** Its device is suspended; resuming it would make it good again. */
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

    /** Whether a revocation would take anything away. */
    public boolean revocable() {
        return this == LIVE || this == ON_HOLD;
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
