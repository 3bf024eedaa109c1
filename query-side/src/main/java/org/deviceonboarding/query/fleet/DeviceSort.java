package org.deviceonboarding.query.fleet;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import org.deviceonboarding.domain.fleet.DeviceModel;

/** The orders of a list of devices; a leading {@code -} means descending. */
enum DeviceSort {
    NAME("name", "text"),
    NAME_DESCENDING("-name", "text"),
    REGISTERED("registered_at", "timestamptz"),
    REGISTERED_DESCENDING("-registered_at", "timestamptz"),
    EXPIRES("expires_at", "timestamptz"),
    EXPIRES_DESCENDING("-expires_at", "timestamptz");

    private final String wireName;
    private final String sqlType;

    DeviceSort(String wireName, String sqlType) {
        this.wireName = wireName;
        this.sqlType = sqlType;
    }

    static Optional<DeviceSort> named(String wireName) {
        return Arrays.stream(values())
                .filter(sort -> sort.wireName.equals(wireName))
                .findFirst();
    }

    @JsonValue
    String wireName() {
        return wireName;
    }

    String column() {
        return ascending() ? wireName : wireName.substring(1);
    }

    String sqlType() {
        return sqlType;
    }

    String direction() {
        return ascending() ? "asc" : "desc";
    }

    String comparison() {
        return ascending() ? ">" : "<";
    }

    private boolean ascending() {
        return !wireName.startsWith("-");
    }

    String value(DeviceModel model) {
        return switch (this) {
            case NAME, NAME_DESCENDING -> model.details().name();
            case REGISTERED, REGISTERED_DESCENDING -> model.registeredAt().toString();
            case EXPIRES, EXPIRES_DESCENDING ->
                model.certificate() == null
                        ? model.registeredAt().toString() // never shown: a registration holds its certificate
                        : model.certificate().expiresAt().toString();
        };
    }
}
