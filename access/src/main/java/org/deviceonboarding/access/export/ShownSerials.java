package org.deviceonboarding.access.export;

import org.deviceonboarding.domain.device.SerialNumber;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Converts serial numbers between the form that people read and the stored one. */
public final class ShownSerials extends SimpleModule {
    private static final long serialVersionUID = 1L;

    public ShownSerials() {
        super("serial numbers as they are shown");
        addSerializer(SerialNumber.class, new StdSerializer<>(SerialNumber.class) {
            @Override
            public void serialize(SerialNumber serial, JsonGenerator json, SerializationContext context) {
                json.writeString(serial.shown());
            }
        });
        addDeserializer(SerialNumber.class, new StdDeserializer<>(SerialNumber.class) {
            @Override
            public SerialNumber deserialize(JsonParser json, DeserializationContext context) {
                return SerialNumber.parse(json.getString());
            }
        });
    }
}
