package org.deviceonboarding.domain.bulk;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The actions of jobs. */
public enum BulkAction {
    @JsonProperty("import")
    IMPORT,
    @JsonProperty("revoke")
    REVOKE,
    @JsonProperty("renew")
    RENEW;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
