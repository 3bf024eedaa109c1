package org.deviceonboarding.domain.device;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a device need not have, and so can lose. */
public enum OptionalDetail {
    @JsonProperty("location")
    LOCATION,
    @JsonProperty("firmware")
    FIRMWARE
}
