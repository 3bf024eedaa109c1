package org.deviceonboarding.domain.device;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a certificate was issued. */
public enum IssueReason {
    @JsonProperty("registration")
    REGISTRATION,
    /** The device held a valid certificate. */
    @JsonProperty("renewal")
    RENEWAL,
    /** The device held none any more. */
    @JsonProperty("reissue")
    REISSUE
}
