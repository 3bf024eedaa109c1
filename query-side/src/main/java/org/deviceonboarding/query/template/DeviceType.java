package org.deviceonboarding.query.template;

import java.util.Map;
import java.util.regex.Pattern;
import org.deviceonboarding.messages.device.DeviceDetails;
import org.deviceonboarding.messages.refusal.RefusalCode;
import org.deviceonboarding.messages.refusal.Refused;

/** A path that names a device type. */
public final class DeviceType {
    private static final Pattern SHAPE = Pattern.compile(DeviceDetails.TYPE);

    private DeviceType() {}

    static boolean matches(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** @throws Refused {@code validation_error} unless a device could have this type */
    public static String checked(String text) {
        if (!matches(text)) {
            throw new Refused(
                    RefusalCode.VALIDATION_ERROR,
                    "The path names no device type",
                    Map.of("type", "must be 1 to 64 letters, digits, spaces or ._:@()-, the first a letter or digit"));
        }
        return text;
    }
}
