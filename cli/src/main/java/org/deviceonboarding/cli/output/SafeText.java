package org.deviceonboarding.cli.output;

import java.util.regex.Pattern;

/** Makes text from outside safe for a terminal. The result moves no cursor, hides nothing and reverses no direction. */
public final class SafeText {
    /** Joiners between letters and within emoji, which only change how these look. */
    private static final String JOINERS = "\\u200c\\u200d";

    private static final Pattern UNFIT = Pattern.compile("[\\p{C}\\u2028\\u2029&&[^" + JOINERS + "]]");
    private static final Pattern UNFIT_IN_LINES = Pattern.compile("[\\p{C}\\u2028\\u2029&&[^\\n\\t" + JOINERS + "]]");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\r\\n\\t]]");

    private SafeText() {}

    /** Makes text safe within a line. */
    public static String line(String text) {
        return UNFIT.matcher(text).replaceAll("?");
    }

    /** Makes text of several lines safe. */
    public static String lines(String text) {
        return UNFIT_IN_LINES.matcher(text.replace("\r\n", "\n")).replaceAll("?");
    }

    /** Makes data safe that programs read too. Only control characters are replaced. */
    public static String data(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }

    /** Escapes control characters in JSON. The meaning of the JSON stays. */
    public static String json(String json) {
        return UNFIT.matcher(json).replaceAll(found -> {
            StringBuilder escaped = new StringBuilder();
            found.group().chars().forEach(unit -> escaped.append("\\\\u%04x".formatted(unit)));
            return escaped.toString();
        });
    }
}
