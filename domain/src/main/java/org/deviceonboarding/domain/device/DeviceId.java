package org.deviceonboarding.domain.device;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The id of one device, which is its aggregate id, certificate common name, MQTT user name, MQTT client id and topic
 * level alike.
 */
public record DeviceId(@JsonValue String value) implements Comparable<DeviceId> {
    // Canonical lower case only: Mosquitto compares user names byte by byte, and no other character can reach a file.
    private static final Pattern CANONICAL_UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** @throws IllegalArgumentException unless the value is a UUID in its canonical lower-case form (RFC 9562 section 4) */
    @JsonCreator
    public DeviceId {
        if (!CANONICAL_UUID.matcher(value).matches()) {
            throw new IllegalArgumentException("A device id is a UUID in lower case");
        }
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
