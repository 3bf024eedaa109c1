package org.deviceonboarding.cli.output;

import java.util.regex.Pattern;

/** The words of others, fit for a terminal: nothing in them moves the cursor, hides, or turns round what stands there. */
public final class SafeText {
    /** Between letters, and within emoji; they are no more than how these look. */
    private static final String JOINERS = "\\u200c\\u200d";

    private static final Pattern UNFIT = Pattern.compile("[\\p{C}\\u2028\\u2029&&[^" + JOINERS + "]]");
    private static final Pattern UNFIT_IN_LINES = Pattern.compile("[\\p{C}\\u2028\\u2029&&[^\\n\\t" + JOINERS + "]]");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\r\\n\\t]]");

    private SafeText() {}

    /** For a place within a line. */
    public static String line(String text) {
        return UNFIT.matcher(text).replaceAll("?");
    }

    /** For several lines. */
    public static String lines(String text) {
        return UNFIT_IN_LINES.matcher(text.replace("\r\n", "\n")).replaceAll("?");
    }

    /** For data that programs read too: only what a terminal would act upon is taken out. */
    public static String data(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }

    /** JSON that means the same and has no character in it that a terminal would act upon. */
    public static String json(String json) {
        return UNFIT.matcher(json).replaceAll(found -> {
            StringBuilder escaped = new StringBuilder();
            found.group().chars().forEach(unit -> escaped.append("\\\\u%04x".formatted(unit)));
            return escaped.toString();
        });
    }
}
