package org.deviceonboarding.access.openapi;

import java.util.Locale;

/** Names schemas in the description. */
final class SchemaNames {
    private SchemaNames() {}

    /** A nested record's name begins with that of the class around it, less what makes that one a controller. */
    static String of(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        String simple = type.getSimpleName();
        if (outer == null) {
            return simple;
        }
        String around = outer.getSimpleName().replaceFirst("Controller$", "");
        return simple.startsWith(around) ? simple : around + simple;
    }

    static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
