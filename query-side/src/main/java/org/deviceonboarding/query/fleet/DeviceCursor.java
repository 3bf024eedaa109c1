package org.deviceonboarding.query.fleet;

import java.util.Optional;
import org.deviceonboarding.access.paging.CursorText;
import org.deviceonboarding.access.parameter.ParameterText;
import org.deviceonboarding.domain.device.DeviceId;

/**
 * The end of a page. Callers pass the cursor back unread.
 *
 * @param value the sort value of the last row
 */
record DeviceCursor(DeviceSort sort, String value, DeviceId id) {
    /** @param list the name of the list that the cursor belongs to */
    String encode(String list) {
        return CursorText.encode(list, sort.wireName() + "|" + id + "|" + value);
    }

    static Optional<DeviceCursor> decode(String list, CursorText text) {
        try {
            return text.of(list)
                    .map(plain -> plain.split("\\|", 3))
                    .filter(parts -> parts.length == 3)
                    .flatMap(parts -> DeviceSort.named(parts[0])
                            .map(sort -> new DeviceCursor(sort, parts[2], new DeviceId(parts[1]))))
                    .filter(DeviceCursor::wellFormed);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean wellFormed() {
        return sort.column().equals("name")
                ? ParameterText.printable(value).isPresent()
                : ParameterText.time(value).isPresent();
    }
}
