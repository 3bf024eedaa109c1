package org.deviceonboarding.access.openapi;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;

/** Names schemas in the description. */
final class SchemaNames {
    private SchemaNames() {}

    /**
     * The name that the type's annotation gives, or else its simple name. A nested record's name begins with that of the class around
     * it, without the suffix {@code Controller}.
     */
    static String of(Class<?> type) {
        Schema given = type.getAnnotation(Schema.class);
        if (given != null && !given.name().isEmpty()) {
            return given.name();
        }
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
