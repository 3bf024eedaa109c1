package org.deviceonboarding.command.device;

import java.util.regex.Pattern;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.DeviceDetails;

/** What operators call a kind of device. */
public record DeviceType(String value) {
    /** Matches all that is not the type of the portal's own devices. */
    public static final String NOT_OF_THE_PORTAL = "(?s)(?!" + Canary.TYPE + "\\z).*";

    private static final Pattern RULE = Pattern.compile(DeviceDetails.TYPE);
    private static final Pattern FREE = Pattern.compile(NOT_OF_THE_PORTAL);

    /** @throws IllegalArgumentException if a device cannot be registered with it */
    public DeviceType {
        if (!RULE.matcher(value).matches() || !FREE.matcher(value).matches()) {
            throw new IllegalArgumentException("No type that a device can be registered with");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
