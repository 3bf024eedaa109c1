package org.deviceonboarding.audit.inquiry.blast;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.deviceonboarding.access.export.Csv;
import org.deviceonboarding.access.export.ExportType;
import org.deviceonboarding.access.export.ShownSerials;
import org.deviceonboarding.audit.inquiry.fold.Touch;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Writes touched devices one per line, as input for a revocation in stages. In CSV, spaces separate several values. */
final class TouchedDeviceLines {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new ShownSerials())
            .build();

    private TouchedDeviceLines() {}

    static byte[] head(ExportType type) {
        return switch (type) {
            case NDJSON -> new byte[0];
            case CSV ->
                Csv.line(
                        "device_id",
                        "name",
                        "type",
                        "status",
                        "reasons",
                        "serials",
                        "live_serials",
                        "already_revoked",
                        "downloads",
                        "first_position",
                        "by");
        };
    }

    static byte[] line(ExportType type, TouchedDevice device) {
        return switch (type) {
            case NDJSON -> (JSON.writeValueAsString(device) + "\n").getBytes(StandardCharsets.UTF_8);
            case CSV ->
                Csv.line(
                        device.deviceId(),
                        device.name(),
                        device.type(),
                        device.status().name().toLowerCase(Locale.ROOT),
                        spaced(device.reasons().stream().map(Touch::word).toList()),
                        spaced(device.serials()),
                        spaced(device.liveSerials()),
                        device.alreadyRevoked(),
                        device.downloads().size(),
                        device.firstPosition(),
                        spaced(device.by()));
        };
    }

    private static String spaced(Collection<?> several) {
        return several.stream().map(Object::toString).collect(Collectors.joining(" "));
    }
}
