package org.deviceonboarding.audit.inquiry;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who brought an event about, how they proved who they are, and from where; null where the log does not say. */
public record Origin(
        @Nullable String actor,
        @Nullable String auth,
        @Nullable String address,
        @Nullable String correlationId,
        @Nullable String userAgent) {

    /** @param metadata as the log stores them */
    public static Origin of(String metadata) {
        JsonNode said = JsonMapper.shared().readTree(metadata);
        return new Origin(
                text(said, "actor"),
                text(said, "auth"),
                text(said, "address"),
                text(said, "correlation_id"),
                text(said, "user_agent"));
    }

    private static @Nullable String text(JsonNode said, String name) {
        return said.path(name).asStringOpt().orElse(null);
    }
}
