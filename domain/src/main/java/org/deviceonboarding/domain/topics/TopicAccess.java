package org.deviceonboarding.domain.topics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The kinds of access that a rule gives, in the words of {@code mosquitto.acl}. */
public enum TopicAccess {
    @JsonProperty("read")
    READ,
    @JsonProperty("write")
    WRITE,
    @JsonProperty("readwrite")
    READWRITE,
    @JsonProperty("deny")
    DENY;

    /** As {@code mosquitto.acl} and JSON write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
