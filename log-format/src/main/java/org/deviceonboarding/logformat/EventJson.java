package org.deviceonboarding.logformat;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Configures the JSON of stored events: snake_case members in the order of the record, times in ISO 8601 and UTC, no nulls. Equal
 * events have equal bytes.
 */
public final class EventJson {
    private EventJson() {}

    public static JsonMapper mapper() {
        JsonMapper.Builder json = JsonMapper.builder();
        customize(json);
        return json.build();
    }

    public static void customize(JsonMapper.Builder json) {
        json.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(Include.NON_NULL))
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }
}
