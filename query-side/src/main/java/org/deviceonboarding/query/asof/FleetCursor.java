package org.deviceonboarding.query.asof;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.query.paging.Parameters;

/**
 * Where a page ended. Opaque to callers: base64url of the position and the id.
 *
 * @param position up to which the log was read; all pages are of one moment
 * @param after the last device shown
 */
record FleetCursor(long position, DeviceId after) {
    String encode() {
        String plain = position + "|" + after;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<FleetCursor> decode(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", -1);
            return parts.length == 2
                    ? Parameters.number(parts[0]).map(position -> new FleetCursor(position, new DeviceId(parts[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
