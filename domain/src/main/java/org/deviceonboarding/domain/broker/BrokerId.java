package org.deviceonboarding.domain.broker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The id of one broker, as its {@code BROKER_ID} setting has it. */
public record BrokerId(@JsonValue String value) {
    private static final Pattern SAFE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** @throws IllegalArgumentException unless the value is 1 to 63 of {@code a-z 0-9 -} */
    @JsonCreator
    public BrokerId {
        if (!SAFE.matcher(value).matches()) {
            throw new IllegalArgumentException("A broker id matches " + SAFE);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
