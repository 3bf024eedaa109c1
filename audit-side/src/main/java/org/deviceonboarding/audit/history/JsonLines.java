package org.deviceonboarding.audit.history;

import java.nio.charset.StandardCharsets;
import org.deviceonboarding.access.export.ExportType;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Exports events as NDJSON: one JSON object per line. */
final class JsonLines implements ExportFormat {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    @Override
    public ExportType type() {
        return ExportType.NDJSON;
    }

    @Override
    public byte[] head() {
        return new byte[0];
    }

    @Override
    public byte[] line(AuditEvent event) {
        return (JSON.writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
