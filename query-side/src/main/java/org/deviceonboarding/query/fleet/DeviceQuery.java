package org.deviceonboarding.query.fleet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.deviceonboarding.access.paging.CursorText;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.domain.fleet.DeviceView;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Selects a page of devices, by filters, order and cursor. Pages are cut by sort value and id, so devices are neither repeated nor
 * skipped while the fleet changes.
 *
 * @param given the filters and the length of a page
 * @param cursor the end of the previous page, or null
 */
record DeviceQuery(
        DeviceParameters given, DeviceSort sort, @Nullable DeviceCursor cursor) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** @throws Refused {@code validation_error} if the cursor belongs to another list or order */
    static DeviceQuery of(DeviceParameters given) {
        DeviceQuery first = new DeviceQuery(given, Objects.requireNonNullElse(given.sort(), DeviceSort.NAME), null);
        if (given.cursor() == null) {
            return first;
        }
        DeviceCursor cursor = DeviceCursor.decode(first.list(), given.cursor())
                .filter(found -> given.sort() == null || given.sort() == found.sort())
                .orElseThrow(CursorText::refused);
        return new DeviceQuery(given, cursor.sort(), cursor);
    }

    int limit() {
        return given.limit();
    }

    String sql() {
        String behind = cursor == null
                ? ""
                : " and (%s, device_id) %s (cast(:after as %s), :after_id)"
                        .formatted(sort.column(), sort.comparison(), sort.sqlType());
        return "select model from device_model" + where(filters()) + behind
                + " order by %1$s %2$s, device_id %2$s limit :limit".formatted(sort.column(), sort.direction());
    }

    /** The SQL condition for some of the {@link #filters}. */
    static String where(Map<String, Object> filters) {
        StringJoiner where = new StringJoiner(" and ", " where ", "").add(DeviceModels.NO_CANARY);
        filters.keySet().forEach(name -> where.add(CONDITIONS.get(name)));
        return where.toString();
    }

    /** The statement that selects all matching devices by id, without pages. */
    String selectionSql() {
        return "select device_id, name from device_model" + where(filters()) + " order by device_id limit :most";
    }

    Map<String, Object> selectionParameters(int most) {
        Map<String, Object> parameters = filters();
        parameters.put("most", most);
        return parameters;
    }

    /** The filters without the one by status. */
    Map<String, Object> filtersOfAnyStatus() {
        Map<String, Object> filters = filters();
        filters.remove("status");
        return filters;
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = filters();
        parameters.put("limit", limit() + 1); // one more tells whether there is a next page
        if (cursor != null) {
            parameters.put("after", cursor.value());
            parameters.put("after_id", cursor.id().value());
        }
        return parameters;
    }

    /** The cursor after the last row of a page. */
    String cursorAfter(DeviceModel last) {
        return new DeviceCursor(sort, sort.value(last), last.id()).encode(list());
    }

    /** The name of the list that a cursor belongs to, made of its filters. */
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
        LabelFilter label = given.label();
        String text = given.q();
        put(filters, "status", given.status() == null ? null : DeviceView.wireName(given.status()));
        put(filters, "type", given.type());
        put(filters, "location", given.location());
        put(filters, "label", label == null ? null : JSON.writeValueAsString(Map.of(label.key(), label.value())));
        put(filters, "text", text == null ? null : "%" + SearchText.of(text).replaceAll("([\\\\%_])", "\\\\$1") + "%");
        put(
                filters,
                "expires_before",
                given.expiresBefore() == null ? null : given.expiresBefore().toString());
        put(
                filters,
                "certificate_state",
                given.certificateState() == null ? null : DeviceView.wireName(given.certificateState()));
        return filters;
    }

    private static void put(Map<String, Object> filters, String name, @Nullable Object value) {
        if (value != null) {
            filters.put(name, value);
        }
    }
}
