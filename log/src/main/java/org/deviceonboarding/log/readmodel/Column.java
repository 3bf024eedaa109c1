package org.deviceonboarding.log.readmodel;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a read model's table.
 *
 * @param type as in {@code create table}, with what follows it: {@code text collate "C" not null}
 * @param value what of a row, or of a key, is in the column; its text is what PostgreSQL reads as that type
 */
record Column<T>(String name, String type, Function<T, @Nullable Object> value) {
    String definition() {
        return name + " " + type;
    }

    /** The type without what follows it. */
    String plainType() {
        return type.replaceFirst("[ (].*", "");
    }

    /** The column's values in these rows, for {@code unnest}. */
    @Nullable
    String[] texts(Collection<? extends T> rows) {
        return rows.stream().map(row -> text(value.apply(row))).toArray(String[]::new);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
