package org.deviceonboarding.audit.bundle;

import org.deviceonboarding.logformat.EventJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How the parts of a bundle are read and written. Members that a later version adds are passed over. */
public final class BundleJson {
    private static final JsonMapper JSON = mapper();

    private BundleJson() {}

    private static JsonMapper mapper() {
        JsonMapper.Builder json = JsonMapper.builder(JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build());
        EventJson.customize(json);
        return json.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .build();
    }

    /** @throws IllegalArgumentException if the text is something else */
    public static <T> T read(String json, Class<T> type) {
        try {
            T value = JSON.readValue(json, type);
            if (value == null) {
                throw new IllegalArgumentException("says nothing");
            }
            return value;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    public static String write(Object value) {
        return JSON.writeValueAsString(value);
    }
}
