package org.deviceonboarding.web.fleet;

import java.util.List;
import org.deviceonboarding.web.page.Form;
import org.jspecify.annotations.Nullable;

/**
 * A column of the table of devices.
 *
 * @param order what assistive technology is told: {@code ascending}, {@code descending}, or null
 * @param href sorts by it, and the other way round if it is sorted by already; null where it cannot
 */
record Column(
        String title, @Nullable String order, @Nullable String href) {
    static List<Column> of(Form form, String path) {
        return List.of(
                sorted("Name", "name", form, path),
                new Column("Type", null, null),
                new Column("Location", null, null),
                new Column("Status", null, null),
                sorted("Certificate", "expires_at", form, path),
                sorted("Registered", "registered_at", form, path));
    }

    private static Column sorted(String title, String field, Form form, String path) {
        String now = form.has("sort") ? form.get("sort") : "name";
        String other = now.equals(field) ? "-" + field : field;
        return new Column(
                title,
                now.equals(field) ? "ascending" : now.equals("-" + field) ? "descending" : null,
                form.without("cursor").with("sort", other).at(path));
    }
}
