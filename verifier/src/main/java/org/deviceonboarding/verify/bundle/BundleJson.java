package org.deviceonboarding.verify.bundle;

import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.logformat.EventJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads and writes the JSON in a bundle. Unknown members, which a later version may add, are ignored. Serial numbers are read
 * with or without a leading zero.
 */
public final class BundleJson {
    private static final JsonMapper JSON = mapper();

    private BundleJson() {}

    private static JsonMapper mapper() {
        JsonMapper.Builder json = JsonMapper.builder(JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build());
        EventJson.customize(json);
        SimpleModule shown = new SimpleModule("serial numbers as they are shown");
        shown.addDeserializer(SerialNumber.class, new StdDeserializer<>(SerialNumber.class) {
            @Override
            public SerialNumber deserialize(JsonParser text, DeserializationContext context) {
                return SerialNumber.parse(text.getString());
            }
        });
        return json.addModule(shown)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .build();
    }

    /** @throws IllegalArgumentException if the text is not JSON of the type */
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
