package org.deviceonboarding.domain.device;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text in its normal form: composed (NFC), without blanks at its ends, and with one space for each run of blanks. What
 * is in the log stays as it was stored.
 */
public final class FoldedText {
    /** What people add to what they do. */
    public static final String COMMENT =
            "([^\\p{C}\\u2028\\u2029]|[\\u200c\\u200d\\udb40\\udc20-\\udb40\\udc7f]){0,500}";

    public static final String COMMENT_RULE = "must be at most 500 printable characters on one line";

    private static final Pattern ENDS = Pattern.compile("(?U)^\\s+|\\s+$");
    private static final Pattern BLANKS = Pattern.compile("[\\p{Zs}\\t]+"); // the end of a line is none: it is refused

    private FoldedText() {}

    public static String of(String text) {
        String trimmed = ENDS.matcher(text).replaceAll("");
        return Normalizer.normalize(BLANKS.matcher(trimmed).replaceAll(" "), Normalizer.Form.NFC);
    }

    public static @Nullable String orNull(@Nullable String text) {
        return text == null ? null : of(text);
    }
}
