package org.deviceonboarding.domain.approval;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The actions that may need a second person. */
public enum ApprovalAction {
    /** A bulk change that makes certificates void. */
    @JsonProperty("mass_revocation")
    MASS_REVOCATION,
    /** A device leaves the fleet for good. */
    @JsonProperty("decommission")
    DECOMMISSION,
    /** The rights of all devices of a type change. */
    @JsonProperty("acl_template")
    ACL_TEMPLATE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
