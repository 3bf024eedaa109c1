package org.deviceonboarding.domain.bulk;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Why the portal stopped a job that nobody cancelled. */
public enum StopReason {
    /** The API key was revoked by which it was asked for. */
    @JsonProperty("key_revoked")
    KEY_REVOKED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
