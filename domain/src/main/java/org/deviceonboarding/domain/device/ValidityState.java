package org.deviceonboarding.domain.device;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a device's newest certificate stands, as the log says it: by events, never by a clock. */
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
