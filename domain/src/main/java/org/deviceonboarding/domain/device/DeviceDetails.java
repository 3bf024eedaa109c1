package org.deviceonboarding.domain.device;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A device's details, as the operator gives them. Places are free text on one line.
 *
 * <p>These are the rules of what is stored; {@code PlainText} in the command side has those for what comes in from
 * today on.
 *
 * @param name unique in the fleet, 1 to 128 characters
 * @param type the kind of device, 1 to 64 characters; ACL templates hang on it
 * @param location at most 128 characters
 * @param firmware at most 64 characters
 * @param labels at most 32, sorted by key
 */
public record DeviceDetails(
        String name,
        String type,
        @Nullable String location,
        @Nullable String firmware,
        Map<String, String> labels) {
    public static final int MAX_LABELS = 32;

    /** Joiners, and what makes emoji of several signs; where they may stand is for the door to say. */
    private static final String JOINERS = "\\u200c\\u200d\\udb40\\udc20-\\udb40\\udc7f\\ud83c\\udffb-\\ud83c\\udfff";

    public static final String NAME = "[\\p{L}\\p{N}\\p{So}][\\p{L}\\p{M}\\p{N}\\p{So}" + JOINERS + " ._:@()-]{0,127}";
    public static final String TYPE = "[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}\\u200c\\u200d ._:@()-]{0,63}";
    public static final String LOCATION =
            "[\\p{L}\\p{N}\\p{So}][\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}" + JOINERS + " ]{0,127}";
    public static final String FIRMWARE = "[\\p{L}\\p{N}][\\p{L}\\p{N}._:+~()@ -]{0,63}";
    public static final String LABEL_KEY = "[a-z0-9][a-z0-9._-]{0,62}";
    public static final String LABEL_VALUE = "(" + LOCATION + ")?";

    /** @throws IllegalArgumentException if a value breaks its rule */
    public DeviceDetails {
        check("name", NAME, name);
        check("type", TYPE, type);
        if (location != null) {
            check("location", LOCATION, location);
        }
        if (firmware != null) {
            check("firmware", FIRMWARE, firmware);
        }
        if (labels.size() > MAX_LABELS) {
            throw new IllegalArgumentException("A device has at most " + MAX_LABELS + " labels");
        }
        labels.forEach((key, value) -> {
            check("label key", LABEL_KEY, key);
            check("label value", LABEL_VALUE, value);
        });
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    private static void check(String field, String rule, String value) {
        if (!Pattern.matches(rule, value)) {
            throw new IllegalArgumentException("A device's " + field + " matches " + rule);
        }
    }
}
