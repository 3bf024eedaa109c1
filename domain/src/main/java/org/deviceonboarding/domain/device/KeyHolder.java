package org.deviceonboarding.domain.device;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who made the private key of a certificate: the portal, or the device itself, which then can renew without help. */
public enum KeyHolder {
    /** It never left the device, which can renew itself. */
    @JsonProperty("device")
    DEVICE,
    /** The portal made it and delivered it in a bundle; so the next one comes. */
    @JsonProperty("portal")
    PORTAL
}
