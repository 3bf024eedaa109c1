package org.deviceonboarding.query.template;

import java.util.regex.Pattern;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.DeviceDetails;

/** What operators call a kind of device. */
public record DeviceType(String value) {
    private static final Pattern RULE = Pattern.compile(DeviceDetails.TYPE);

    /** @throws IllegalArgumentException if no device of an operator's can have this type */
    public DeviceType {
        if (!matches(value)) {
            throw new IllegalArgumentException("No type that a device can be registered with");
        }
    }

    static boolean matches(String text) {
        return RULE.matcher(text).matches() && !text.equals(Canary.TYPE);
    }
}
