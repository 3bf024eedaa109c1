package org.deviceonboarding.access.key;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The human or program that holds an API key. Every name that an OIDC issuer may give is one, so that {@code oidc/ada}
 * and the keys of {@code ada} are one person.
 */
record Owner(String value) {
    static final String RULE =
            "must be 1 to 100 letters, digits, '.', '_', '@', '+', '|', ':' or '-', begin with a letter or digit, and not be 'portal' or 'anonymous'";

    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+|:-]{0,99}");
    private static final Set<String> TAKEN = Set.of("portal", "anonymous");

    Owner {
        if (!matches(value)) {
            throw new IllegalArgumentException("An owner " + RULE);
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
