package org.deviceonboarding.domain.fleet;

import java.util.regex.Pattern;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.DeviceDetails;

/** The type of a device, in the operators' words. */
public record DeviceType(String value) {
    /** Matches all that is not the type of the portal's own devices. */
    public static final String NOT_OF_THE_PORTAL = "(?s)(?!" + Canary.TYPE + "\\z).*";

    private static final Pattern RULE = Pattern.compile(DeviceDetails.TYPE);

    /** @throws IllegalArgumentException if a device cannot be registered with it */
    public DeviceType {
        if (!matches(value)) {
            throw new IllegalArgumentException("No type that a device can be registered with");
        }
    }

    public static boolean matches(String text) {
        return RULE.matcher(text).matches() && !text.equals(Canary.TYPE);
    }

    @Override
    public String toString() {
        return value;
    }
}
