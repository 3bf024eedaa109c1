package org.deviceonboarding.web.fleet;

import java.util.List;
import org.deviceonboarding.web.page.QueryForm;
import org.jspecify.annotations.Nullable;

/**
 * A column of the table of devices, with its sort order.
 *
 * @param order the value for assistive technology: {@code ascending}, {@code descending}, or null
 * @param href the link that sorts by the column, or reverses the order; null if the column cannot be sorted
 */
record TableColumn(
        String title, @Nullable String order, @Nullable String href) {
    static List<TableColumn> of(QueryForm form, String path) {
        return List.of(
                sorted("Name", "name", form, path),
                new TableColumn("Type", null, null),
                new TableColumn("Location", null, null),
                new TableColumn("Status", null, null),
                sorted("Certificate", "expires_at", form, path),
                sorted("Registered", "registered_at", form, path));
    }

    private static TableColumn sorted(String title, String field, QueryForm form, String path) {
        String now = form.has("sort") ? form.get("sort") : "name";
        String other = now.equals(field) ? "-" + field : field;
        return new TableColumn(
                title,
                now.equals(field) ? "ascending" : now.equals("-" + field) ? "descending" : null,
                form.without("cursor").with("sort", other).at(path));
    }
}
