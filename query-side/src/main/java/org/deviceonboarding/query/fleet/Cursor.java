package org.deviceonboarding.query.fleet;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.deviceonboarding.messages.device.DeviceId;

/**
 * Where a page ended. Opaque to callers: base64url of the order, the id and the sort value.
 *
 * @param value of the column sorted by, of the last row shown
 */
record Cursor(DeviceSort sort, String value, DeviceId id) {
    String encode() {
        String plain = sort.wireName() + "|" + id + "|" + value;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<Cursor> decode(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", 3);
            return parts.length < 3
                    ? Optional.empty()
                    : DeviceSort.named(parts[0]).map(sort -> new Cursor(sort, parts[2], new DeviceId(parts[1])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
