package org.deviceonboarding.command.registration;

import org.deviceonboarding.domain.device.DeviceDetails;

/** The rules of {@link DeviceDetails}, with the messages that callers get. */
public final class DetailRules {
    public static final String NAME =
            "must be 1 to 128 of letters, digits, emoji and . _ : @ ( ) - or space, starting with a letter, digit or emoji";
    public static final String TYPE =
            "must be 1 to 64 of letters, digits and . _ : @ ( ) - or space, starting with a letter or digit";
    public static final String LOCATION =
            "must be 1 to 128 printable characters on one line, starting with a letter, digit or emoji";
    public static final String FIRMWARE =
            "must be 1 to 64 of letters, digits and . _ : + ~ ( ) @ - or space, starting with a letter or digit";
    public static final String LABEL_VALUE =
            "must be at most 128 printable characters on one line, starting with a letter, digit or emoji";

    private static final int LONGEST = 64;

    private DetailRules() {}

    /** A caller's own word, fit to be told back: short, and on one line. */
    public static String printable(String word) {
        String printable = word.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
        return printable.substring(0, Math.min(printable.length(), LONGEST));
    }
}
