package org.deviceonboarding.domain.device;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a certificate is void: the reason codes of RFC 5280 section 5.3.1 that fit a device. */
public enum RevocationReason {
    @JsonProperty("unspecified")
    UNSPECIFIED(0),
    @JsonProperty("key_compromise")
    KEY_COMPROMISE(1),
    @JsonProperty("affiliation_changed")
    AFFILIATION_CHANGED(3),
    @JsonProperty("superseded")
    SUPERSEDED(4),
    @JsonProperty("cessation_of_operation")
    CESSATION_OF_OPERATION(5),
    @JsonProperty("privilege_withdrawn")
    PRIVILEGE_WITHDRAWN(9);
    // cACompromise and aACompromise are not about devices; 7 is unused; a hold is a suspension.

    private final int code;

    RevocationReason(int code) {
        this.code = code;
    }

    /** The CRLReason value. */
    public int code() {
        return code;
    }
}
