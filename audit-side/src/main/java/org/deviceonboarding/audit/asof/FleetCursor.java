package org.deviceonboarding.audit.asof;

import com.fasterxml.jackson.annotation.JsonValue;
import org.deviceonboarding.access.paging.CursorText;
import org.deviceonboarding.access.parameter.ParameterText;
import org.deviceonboarding.domain.device.DeviceId;

/**
 * The end of a page. Callers pass the cursor back unread.
 *
 * @param position the position up to which the log was read, the same for all pages
 * @param after the last device of the page
 */
record FleetCursor(long position, DeviceId after) {
    private static final String LIST = "devices as of";

    @JsonValue
    String encode() {
        String plain = position + "|" + after;
        return CursorText.encode(LIST, plain);
    }

    /** @throws IllegalArgumentException unless the text is a cursor of this list */
    public static FleetCursor of(String text) {
        return new CursorText(text)
                .of(LIST)
                .map(plain -> plain.split("\\|", -1))
                .filter(parts -> parts.length == 2)
                .flatMap(parts -> ParameterText.number(parts[0])
                        .map(position -> new FleetCursor(position, new DeviceId(parts[1]))))
                .orElseThrow(() -> new IllegalArgumentException(CursorText.FAULT));
    }
}
