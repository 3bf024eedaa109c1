package org.deviceonboarding.domain.device;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A detail that a device may lack: location, firmware. */
public enum OptionalDetail {
    @JsonProperty("location")
    LOCATION,
    @JsonProperty("firmware")
    FIRMWARE
}
