package org.deviceonboarding.domain.device;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The status of a device in its life, and the steps that lead from there. A step that a status does not know leaves it
 * as it is, so that no history, however odd, gives back what was taken away.
 */
public enum DeviceStatus {
    /** It holds at least one certificate that was not revoked. */
    @JsonProperty("active")
    ACTIVE,
    /** Its certificates are on hold: it reaches nothing until it is resumed. */
    @JsonProperty("suspended")
    SUSPENDED,
    /** All its certificates are revoked; it may get a new one. */
    @JsonProperty("revoked")
    REVOKED,
    /** It left the fleet for good. */
    @JsonProperty("decommissioned")
    DECOMMISSIONED;

    /** After a certificate was issued. */
    public DeviceStatus issued() {
        return this == REVOKED ? ACTIVE : this;
    }

    /** After its last live certificate was revoked. */
    public DeviceStatus revoked() {
        return this == DECOMMISSIONED ? this : REVOKED;
    }

    public DeviceStatus suspended() {
        return this == ACTIVE ? SUSPENDED : this;
    }

    public DeviceStatus resumed() {
        return this == SUSPENDED ? ACTIVE : this;
    }
}
