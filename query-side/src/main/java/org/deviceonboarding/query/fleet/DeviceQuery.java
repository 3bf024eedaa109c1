package org.deviceonboarding.query.fleet;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.deviceonboarding.access.paging.Parameters;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which devices, in which order, from where on. Pages are cut by key (sort value and id), so a page is neither doubled nor
 * skipped while the fleet changes.
 *
 * @param label key and value, or null
 * @param limit 1 to {@value Parameters#MAX_LIMIT}
 */
record DeviceQuery(
        @Nullable String status,
        @Nullable String type,
        @Nullable String location,
        Map.@Nullable Entry<String, String> label,
        @Nullable String text,
        @Nullable Instant expiresBefore,
        @Nullable String certificateState,
        DeviceSort sort,
        int limit,
        @Nullable Cursor cursor) {
    private static final JsonMapper JSON = JsonMapper.shared();

    String sql() {
        String behind = cursor == null
                ? ""
                : " and (%s, device_id) %s (cast(:after as %s), :after_id)"
                        .formatted(sort.column(), sort.comparison(), sort.sqlType());
        return "select model from device_model" + where(filters()) + behind
                + " order by %1$s %2$s, device_id %2$s limit :limit".formatted(sort.column(), sort.direction());
    }

    /** Some of the {@link #filters}, or all. */
    static String where(Map<String, Object> filters) {
        StringJoiner where = new StringJoiner(" and ", " where ", "").add(DeviceModels.NO_CANARY);
        filters.keySet().forEach(name -> where.add(CONDITIONS.get(name)));
        return where.toString();
    }

    /** All that match, by id, whatever the page. */
    String selectionSql() {
        return "select device_id, name from device_model" + where(filters()) + " order by device_id limit :most";
    }

    Map<String, Object> selectionParameters(int most) {
        Map<String, Object> parameters = filters();
        parameters.put("most", most);
        return parameters;
    }

    /** The filters, whichever status is asked for. */
    Map<String, Object> filtersOfAnyStatus() {
        Map<String, Object> filters = filters();
        filters.remove("status");
        return filters;
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = filters();
        parameters.put("limit", limit + 1); // one more tells whether there is a next page
        if (cursor != null) {
            parameters.put("after", cursor.value());
            parameters.put("after_id", cursor.id().value());
        }
        return parameters;
    }

    /** What goes on behind a page's last row. */
    String cursorAfter(DeviceModel last) {
        return new Cursor(sort, sort.value(last), last.id()).encode(list());
    }

    /** The page behind the cursor, in the cursor's order. */
    DeviceQuery behind(Cursor from) {
        return new DeviceQuery(
                status, type, location, label, text, expiresBefore, certificateState, from.sort(), limit, from);
    }

    /** Names the list that a cursor goes on with: which devices it shows. */
    String list() {
        return "devices " + filters();
    }

    private static final Map<String, String> CONDITIONS = Map.of(
            "status", "status = :status",
            "type", "type = :type",
            "location", "location = :location",
            "label", "labels @> cast(:label as jsonb)",
            "text", "search like :text",
            "expires_before", "expires_at < cast(:expires_before as timestamptz)",
            "certificate_state", "certificate_state = :certificate_state");

    Map<String, Object> filters() {
        Map<String, Object> filters = new LinkedHashMap<>();
        put(filters, "status", status);
        put(filters, "type", type);
        put(filters, "location", location);
        put(filters, "label", label == null ? null : JSON.writeValueAsString(Map.of(label.getKey(), label.getValue())));
        put(filters, "text", text == null ? null : "%" + SearchText.of(text).replaceAll("([\\\\%_])", "\\\\$1") + "%");
        put(filters, "expires_before", expiresBefore == null ? null : expiresBefore.toString());
        put(filters, "certificate_state", certificateState);
        return filters;
    }

    private static void put(Map<String, Object> filters, String name, @Nullable Object value) {
        if (value != null) {
            filters.put(name, value);
        }
    }

    /** The names a request may use. */
    static final List<String> PARAMETERS = List.of(
            "status",
            "type",
            "location",
            "label",
            "q",
            "expires_before",
            "certificate_state",
            "sort",
            "limit",
            "cursor",
            "min_position");
}
