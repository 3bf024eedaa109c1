package org.deviceonboarding.command.enforcement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long a caller wants to wait for an answer: {@code Prefer: wait=N} (RFC 7240 section 4.3). */
record WaitPreference(int seconds) {
    static final String APPLIED = "Preference-Applied";
    static final int MOST = 60;

    private static final String NAME = "wait";
    private static final int DIGITS = 3;

    /**
     * Reads the header's lines. Of several waits the first one counts. Other preferences and what is malformed are ignored, as section 2
     * wants it.
     */
    static Optional<WaitPreference> of(String @Nullable [] lines) {
        if (lines == null) {
            return Optional.empty();
        }
        return split(String.join(",", lines), ',').stream()
                .map(preference -> split(preference, ';').getFirst())
                .filter(preference -> name(preference).equalsIgnoreCase(NAME))
                .findFirst()
                .flatMap(WaitPreference::seconds);
    }

    private static String name(String preference) {
        int equals = preference.indexOf('=');
        return (equals < 0 ? preference : preference.substring(0, equals)).strip();
    }

    private static Optional<WaitPreference> seconds(String preference) {
        String value = preference.substring(preference.indexOf('=') + 1).strip();
        if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
            value = value.substring(1, value.length() - 1);
        }
        if (value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        String digits = value.replaceFirst("^0+(?=.)", "");
        return Optional.of(
                new WaitPreference(digits.length() > DIGITS ? MOST : Math.min(MOST, Integer.parseInt(digits))));
    }

    /** The parts between separators that are not within quotes. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }

    Duration duration() {
        return Duration.ofSeconds(seconds);
    }

    /** As an answer says that it was heeded. */
    String applied() {
        return NAME + "=" + seconds;
    }
}
