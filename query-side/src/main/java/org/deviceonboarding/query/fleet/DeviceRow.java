package org.deviceonboarding.query.fleet;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.domain.fleet.DeviceView;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A row of the table {@code device_model}: the model as one document, and what is copied out of it to filter and sort by.
 *
 * @param registeredAt to the microsecond, as PostgreSQL keeps times
 * @param expiresAt likewise
 */
record DeviceRow(
        String id,
        String name,
        String type,
        @Nullable String location,
        String status,
        JsonNode labels,
        Instant registeredAt,
        @Nullable Instant expiresAt,
        @Nullable String certificateState,
        String model,
        String search) {
    /** The columns, in the order of {@link #bind}. */
    static final String COLUMNS = "device_id, name, type, location, status, labels, registered_at, expires_at, "
            + "certificate_state, model, search";

    private static final int HALF_A_MICROSECOND = 500;

    static DeviceRow of(DeviceModel model) {
        return new DeviceRow(
                model.id().value(),
                model.details().name(),
                model.details().type(),
                model.details().location(),
                DeviceView.wireName(model.status()),
                DeviceModels.JSON.valueToTree(model.details().labels()),
                rounded(model.registeredAt()),
                model.certificate() == null ? null : rounded(model.certificate().expiresAt()),
                model.certificate() == null
                        ? null
                        : DeviceView.wireName(model.certificate().state()),
                DeviceModels.JSON.writeValueAsString(model),
                SearchText.of(model.details().name()));
    }

    static DeviceRow read(ResultSet row, int number) throws SQLException {
        Timestamp expires = row.getTimestamp("expires_at");
        return new DeviceRow(
                row.getString("device_id"),
                row.getString("name"),
                row.getString("type"),
                row.getString("location"),
                row.getString("status"),
                labels(row.getString("labels")),
                row.getTimestamp("registered_at").toInstant(),
                expires == null ? null : expires.toInstant(),
                row.getString("certificate_state"),
                row.getString("model"),
                row.getString("search"));
    }

    void bind(PreparedStatement row) throws SQLException {
        row.setString(1, id);
        row.setString(2, name);
        row.setString(3, type);
        row.setString(4, location);
        row.setString(5, status);
        row.setString(6, labels.toString());
        row.setTimestamp(7, Timestamp.from(registeredAt));
        if (expiresAt == null) {
            row.setNull(8, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            row.setTimestamp(8, Timestamp.from(expiresAt));
        }
        row.setString(9, certificateState);
        row.setString(10, model);
        row.setString(11, search);
    }

    /** By their names, the columns that another row has otherwise. */
    Map<String, String> differingFrom(DeviceRow other) {
        Map<String, String> differing = columns();
        differing.entrySet().removeAll(other.columns().entrySet());
        return differing;
    }

    private Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("name", name);
        columns.put("type", type);
        columns.put("location", String.valueOf(location));
        columns.put("status", status);
        columns.put("labels", sorted(labels));
        columns.put("registered_at", registeredAt.toString());
        columns.put("expires_at", String.valueOf(expiresAt));
        columns.put("certificate_state", String.valueOf(certificateState));
        columns.put("model", model);
        columns.put("search", search);
        return columns;
    }

    private static Instant rounded(Instant at) {
        return at.plusNanos(HALF_A_MICROSECOND).truncatedTo(ChronoUnit.MICROS);
    }

    private static JsonNode labels(String json) {
        try {
            return DeviceModels.JSON.readTree(json);
        } catch (JacksonException e) {
            return DeviceModels.JSON.getNodeFactory().stringNode(json);
        }
    }

    // jsonb has an order of members of its own.
    private static String sorted(JsonNode labels) {
        Map<String, String> sorted = new TreeMap<>();
        labels.forEachEntry((name, value) -> sorted.put(name, value.toString()));
        return labels.isObject() ? sorted.toString() : labels.toString();
    }
}
