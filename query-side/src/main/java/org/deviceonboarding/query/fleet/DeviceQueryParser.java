package org.deviceonboarding.query.fleet;

import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.access.paging.Parameters;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.ValidityState;
import org.deviceonboarding.domain.fleet.DeviceView;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** Reads a {@link DeviceQuery} from a request's parameters; whatever is wrong is named, all at once. */
final class DeviceQueryParser {
    private DeviceQueryParser() {}

    /** @throws Refused {@code validation_error} with a message per parameter */
    static DeviceQuery parse(MultiValueMap<String, String> given) {
        Parameters parameters = new Parameters(given, DeviceQuery.PARAMETERS);
        Optional<DeviceSort> sort = parameters.read("sort", "must be one of " + DeviceSort.names(), DeviceSort::named);
        DeviceQuery first = new DeviceQuery(
                orNull(parameters.read(
                        "status", "must be active, suspended, revoked or decommissioned", DeviceQueryParser::status)),
                orNull(parameters.read("type", "must be a device type", Parameters::printable)),
                orNull(parameters.read("location", "must be a location", Parameters::printable)),
                orNull(parameters.read("label", "must be key=value", DeviceQueryParser::label)),
                orNull(parameters.read("q", "must be 1 to 128 printable characters", Parameters::printable)),
                orNull(parameters.read(
                        "expires_before", "must be a UTC time such as 2030-01-31T00:00:00Z", Parameters::time)),
                orNull(parameters.read(
                        "certificate_state",
                        "must be valid, expiring, expired or revoked",
                        DeviceQueryParser::certificateState)),
                sort.orElse(DeviceSort.NAME),
                parameters.limit(),
                null);
        Optional<Cursor> cursor = parameters.read(
                "cursor", "must be a next_cursor of this list", text -> cursor(first.list(), text, sort));
        parameters.check();
        return cursor.map(first::behind).orElse(first);
    }

    private static Optional<String> status(String text) {
        for (DeviceStatus status : DeviceStatus.values()) {
            if (DeviceView.wireName(status).equals(text)) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> certificateState(String text) {
        for (ValidityState state : ValidityState.values()) {
            if (DeviceView.wireName(state).equals(text)) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    private static Optional<Map.Entry<String, String>> label(String text) {
        int split = text.indexOf('=');
        return split > 0
                        && text.substring(0, split).matches(DeviceDetails.LABEL_KEY)
                        && text.substring(split + 1).matches(DeviceDetails.LABEL_VALUE)
                ? Optional.of(Map.entry(text.substring(0, split), text.substring(split + 1)))
                : Optional.empty();
    }

    private static Optional<Cursor> cursor(String list, String text, Optional<DeviceSort> sort) {
        return Cursor.decode(list, text)
                .filter(cursor -> sort.isEmpty() || sort.get() == cursor.sort())
                .filter(DeviceQueryParser::wellFormed);
    }

    private static boolean wellFormed(Cursor cursor) {
        return cursor.sort().column().equals("name")
                ? Parameters.printable(cursor.value()).isPresent()
                : Parameters.time(cursor.value()).isPresent();
    }

    private static <T> @Nullable T orNull(Optional<T> value) {
        return value.orElse(null);
    }
}
