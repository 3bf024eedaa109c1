package org.deviceonboarding.domain.device;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The id of one sealed bundle of credentials. */
public record BundleId(@JsonValue UUID value) {
    @JsonCreator
    public BundleId {}

    @Override
    public String toString() {
        return value.toString();
    }
}
