package org.deviceonboarding.access.openapi;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.jspecify.annotations.Nullable;

/** Describes the body of a patch, in which absent and null are two things, as no record can. */
final class PatchSchema {
    static final String NAME = "DeviceDetailsPatch";

    private PatchSchema() {}

    static Schema<?> schema() {
        Schema<?> labels = typed("object", "With null, all go; a label with null goes");
        labels.setAdditionalProperties(text(DeviceDetails.LABEL_VALUE, null, true));
        labels.addType("null");
        Schema<?> patch = typed("object", "A merge patch (RFC 7396): what is absent stays, what is null goes.");
        patch.addProperty("name", text(DeviceDetails.NAME, "Unique; no other device may have had it", false));
        patch.addProperty("location", text(DeviceDetails.LOCATION, null, true));
        patch.addProperty("firmware", text(DeviceDetails.FIRMWARE, null, true));
        patch.addProperty("labels", labels);
        patch.setAdditionalProperties(false);
        return patch;
    }

    private static Schema<?> text(String rule, @Nullable String about, boolean removable) {
        Schema<?> schema = typed("string", about);
        schema.setPattern("^(?:" + rule + ")$");
        if (removable) {
            schema.addType("null");
        }
        return schema;
    }

    private static Schema<?> typed(String type, @Nullable String about) {
        Schema<?> schema = new JsonSchema();
        schema.addType(type);
        schema.setDescription(about);
        return schema;
    }
}
