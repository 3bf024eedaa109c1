package org.deviceonboarding.query.fleet;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deviceonboarding.messages.fleet.DeviceModel;

/** The orders a list of devices can have; a leading {@code -} means descending. */
enum DeviceSort {
    NAME("name", "name", "text", true, model -> model.details().name()),
    NAME_DESCENDING("-name", "name", "text", false, model -> model.details().name()),
    REGISTERED("registered_at", "registered_at", "timestamptz", true, model -> String.valueOf(model.registeredAt())),
    REGISTERED_DESCENDING(
            "-registered_at", "registered_at", "timestamptz", false, model -> String.valueOf(model.registeredAt())),
    EXPIRES("expires_at", "expires_at", "timestamptz", true, DeviceSort::expiry),
    EXPIRES_DESCENDING("-expires_at", "expires_at", "timestamptz", false, DeviceSort::expiry);

    private final String wireName;
    private final String column;
    private final String sqlType;
    private final boolean ascending;
    private final Function<DeviceModel, String> value;

    DeviceSort(
            String wireName, String column, String sqlType, boolean ascending, Function<DeviceModel, String> value) {
        this.wireName = wireName;
        this.column = column;
        this.sqlType = sqlType;
        this.ascending = ascending;
        this.value = value;
    }

    static Optional<DeviceSort> named(String wireName) {
        return Arrays.stream(values())
                .filter(sort -> sort.wireName.equals(wireName))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(DeviceSort::wireName).collect(Collectors.joining(", "));
    }

    String wireName() {
        return wireName;
    }

    String column() {
        return column;
    }

    String sqlType() {
        return sqlType;
    }

    String direction() {
        return ascending ? "asc" : "desc";
    }

    String comparison() {
        return ascending ? ">" : "<";
    }

    String value(DeviceModel model) {
        return value.apply(model);
    }

    private static String expiry(DeviceModel model) {
        return model.certificate() == null
                ? ""
                : model.certificate().expiresAt().toString();
    }
}
