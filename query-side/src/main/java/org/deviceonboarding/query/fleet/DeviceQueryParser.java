package org.deviceonboarding.query.fleet;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.deviceonboarding.messages.device.DeviceDetails;
import org.deviceonboarding.messages.device.DeviceStatus;
import org.deviceonboarding.messages.refusal.RefusalCode;
import org.deviceonboarding.messages.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** Reads a {@link DeviceQuery} from a request's parameters; whatever is wrong is named, all at once. */
final class DeviceQueryParser {
    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{C}\\u2028\\u2029]{1,128}");

    private final MultiValueMap<String, String> parameters;
    private final Map<String, String> faults = new LinkedHashMap<>();

    private DeviceQueryParser(MultiValueMap<String, String> parameters) {
        this.parameters = parameters;
    }

    /** @throws Refused {@code validation_error} with a message per parameter */
    static DeviceQuery parse(MultiValueMap<String, String> parameters) {
        return new DeviceQueryParser(parameters).parse();
    }

    private DeviceQuery parse() {
        parameters.forEach((name, values) -> {
            if (!DeviceQuery.PARAMETERS.contains(name)) {
                faults.put(PRINTABLE.matcher(name).matches() ? name : "parameters", "is not a parameter of this list");
            } else if (values.size() > 1) {
                faults.put(name, "must be given once");
            }
        });
        Optional<DeviceSort> sort = read("sort", "must be one of " + DeviceSort.names(), DeviceSort::named);
        Optional<Cursor> cursor = read("cursor", "must be a next_cursor of this list", text -> cursor(text, sort));
        DeviceQuery query = new DeviceQuery(
                orNull(read(
                        "status", "must be active, suspended, revoked or decommissioned", DeviceQueryParser::status)),
                orNull(read("type", "must be a device type", DeviceQueryParser::printable)),
                orNull(read("location", "must be a location", DeviceQueryParser::printable)),
                orNull(read("label", "must be key=value", DeviceQueryParser::label)),
                orNull(read("q", "must be 1 to 128 printable characters", DeviceQueryParser::printable)),
                orNull(read(
                        "expires_before", "must be a UTC time such as 2030-01-31T00:00:00Z", DeviceQueryParser::time)),
                sort.or(() -> cursor.map(Cursor::sort)).orElse(DeviceSort.NAME),
                read("limit", "must be 1 to " + DeviceQuery.MAX_LIMIT, DeviceQueryParser::limit)
                        .orElse(DeviceQuery.DEFAULT_LIMIT),
                orNull(cursor));
        if (!faults.isEmpty()) {
            throw new Refused(
                    RefusalCode.VALIDATION_ERROR, "The request has parameters this list does not take", faults);
        }
        return query;
    }

    private <T> Optional<T> read(String name, String fault, Function<String, Optional<T>> reader) {
        String text = parameters.getFirst(name);
        if (text == null) {
            return Optional.empty();
        }
        Optional<T> value = reader.apply(text);
        if (value.isEmpty()) {
            faults.putIfAbsent(name, fault);
        }
        return value;
    }

    private static Optional<String> status(String text) {
        for (DeviceStatus status : DeviceStatus.values()) {
            if (DeviceView.wireName(status).equals(text)) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> printable(String text) {
        return Optional.of(text).filter(PRINTABLE.asMatchPredicate());
    }

    private static Optional<Map.Entry<String, String>> label(String text) {
        int split = text.indexOf('=');
        return split > 0
                        && text.substring(0, split).matches(DeviceDetails.LABEL_KEY)
                        && text.substring(split + 1).matches(DeviceDetails.LABEL_VALUE)
                ? Optional.of(Map.entry(text.substring(0, split), text.substring(split + 1)))
                : Optional.empty();
    }

    private static Optional<Instant> time(String text) {
        try {
            Instant at = Instant.parse(text);
            // PostgreSQL's timestamps end long before Java's do.
            return at.isBefore(Instant.EPOCH) || at.isAfter(Instant.parse("9999-12-31T23:59:59Z"))
                    ? Optional.empty()
                    : Optional.of(at);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> limit(String text) {
        return text.matches("[0-9]{1,3}")
                ? Optional.of(Integer.valueOf(text)).filter(n -> n >= 1 && n <= DeviceQuery.MAX_LIMIT)
                : Optional.empty();
    }

    private static Optional<Cursor> cursor(String text, Optional<DeviceSort> sort) {
        return Cursor.decode(text)
                .filter(cursor -> sort.isEmpty() || sort.get() == cursor.sort())
                .filter(DeviceQueryParser::wellFormed);
    }

    private static boolean wellFormed(Cursor cursor) {
        return cursor.sort().column().equals("name")
                ? PRINTABLE.matcher(cursor.value()).matches()
                : time(cursor.value()).isPresent();
    }

    private static <T> @Nullable T orNull(Optional<T> value) {
        return value.orElse(null);
    }
}
