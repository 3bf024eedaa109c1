package org.deviceonboarding.audit.asof;

import java.util.Optional;
import org.deviceonboarding.access.paging.CursorText;
import org.deviceonboarding.access.paging.Parameters;
import org.deviceonboarding.domain.device.DeviceId;

/**
 * Where a page ended. Opaque to callers.
 *
 * @param position up to which the log was read; all pages are of one moment
 * @param after the last device shown
 */
record FleetCursor(long position, DeviceId after) {
    private static final String LIST = "devices as of";

    String encode() {
        String plain = position + "|" + after;
        return CursorText.encode(LIST, plain);
    }

    static Optional<FleetCursor> decode(String text) {
        try {
            return CursorText.decode(LIST, text)
                    .map(plain -> plain.split("\\|", -1))
                    .filter(parts -> parts.length == 2)
                    .flatMap(parts -> Parameters.number(parts[0])
                            .map(position -> new FleetCursor(position, new DeviceId(parts[1]))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
