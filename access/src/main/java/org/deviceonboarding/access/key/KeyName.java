package org.deviceonboarding.access.key;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of an API key, and so of the actor of all that is done with it. It has no {@code /}, which actors have that
 * are no keys ({@code oidc/ada}, {@code broker/mosquitto}), and is none of the other actors there are.
 */
record KeyName(String value) {
    static final String RULE =
            "must be 1 to 64 letters, digits, '.', '_', '@' or '-', begin with a letter or digit, and not be 'portal' or 'anonymous'";

    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final Set<String> TAKEN = Set.of("portal", "anonymous");

    KeyName {
        if (!matches(value)) {
            throw new IllegalArgumentException("A key's name " + RULE);
        }
    }

    static boolean matches(String text) {
        return PATTERN.matcher(text).matches() && !TAKEN.contains(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return value;
    }
}
