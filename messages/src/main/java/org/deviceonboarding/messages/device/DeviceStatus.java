package org.deviceonboarding.messages.device;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a device stands in its life. */
public enum DeviceStatus {
    /** It holds at least one certificate that was not revoked. */
    @JsonProperty("active")
    ACTIVE,
    /** All its certificates are revoked; it may get a new one. */
    @JsonProperty("revoked")
    REVOKED
}
