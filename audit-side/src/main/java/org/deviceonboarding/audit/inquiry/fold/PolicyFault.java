package org.deviceonboarding.audit.inquiry.fold;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A violation of a {@link CertificatePolicy}. */
public enum PolicyFault {
    /** The certificate is valid for longer than allowed. */
    TOO_LONG,
    /** The certificate has a key of an algorithm that is not allowed. */
    KEY_ALGORITHM,
    /** The device has access today but would have none: all its certificates would have expired. */
    LOCKED_OUT,
    /** The device is suspended for longer than allowed. */
    SUSPENDED_TOO_LONG;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
