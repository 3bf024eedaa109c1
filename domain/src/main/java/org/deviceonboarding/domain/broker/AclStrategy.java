package org.deviceonboarding.domain.broker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The two ways in which an access policy is written into {@code mosquitto.acl}. Each decides the same. */
public enum AclStrategy {
    /** A block for each device that may reach anything. The file grows with the fleet; who is not in it has no right. */
    @JsonProperty("explicit")
    EXPLICIT,
    /**
     * What all devices have in common as patterns, a block for whatever else a device may reach, and a denial for each
     * that lost its rights while a certificate of its has not expired. The file grows with those; a registration does
     * not change it.
     */
    @JsonProperty("pattern")
    PATTERN;

    /** As settings and JSON write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
