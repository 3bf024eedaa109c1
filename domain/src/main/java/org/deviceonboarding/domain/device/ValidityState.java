package org.deviceonboarding.domain.device;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a device's newest certificate is valid, near its end or expired, as events say it, never a clock. */
public enum ValidityState {
    @JsonProperty("valid")
    VALID,
    /** Its end is near, and it was not renewed yet. */
    @JsonProperty("expiring")
    EXPIRING,
    /** Its end has passed. */
    @JsonProperty("expired")
    EXPIRED,
    /** It is void; whether it has expired since does not matter any more. */
    @JsonProperty("revoked")
    REVOKED
}
