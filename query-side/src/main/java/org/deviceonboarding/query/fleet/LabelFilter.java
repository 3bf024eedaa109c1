package org.deviceonboarding.query.fleet;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import org.deviceonboarding.domain.device.DeviceDetails;

/** A filter by label: {@code key=value}. */
record LabelFilter(@JsonValue String text) {
    private static final Pattern SHAPE = Pattern.compile(DeviceDetails.LABEL_KEY + "=" + DeviceDetails.LABEL_VALUE);

    /** @throws IllegalArgumentException unless the text is a key and a value that a device may have */
    public LabelFilter {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("must be key=value");
        }
    }

    String key() {
        return text.substring(0, text.indexOf('='));
    }

    String value() {
        return text.substring(text.indexOf('=') + 1);
    }
}
