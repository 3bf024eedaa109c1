package org.deviceonboarding.audit.inquiry.fold;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How something does not agree with a policy. */
public enum PolicyFault {
    /** A certificate that is valid for longer than allowed. */
    TOO_LONG,
    /** A certificate over a key that is not allowed. */
    KEY_ALGORITHM,
    /** A device that gets in today and would not: all its certificates would have run out. */
    LOCKED_OUT,
    /** A device that waits for a decision for longer than allowed. */
    SUSPENDED_TOO_LONG;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
