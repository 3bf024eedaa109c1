package org.deviceonboarding.audit.inquiry.fold;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who brought an event about, how they proved who they are, and from where; null where the log does not say.
 *
 * @param issuer who vouched for them, if an OIDC issuer did
 * @param session which they did it in, if they did it in a browser
 * @param owner the human or program behind the actor
 * @param certificateSerial of the certificate by which a device showed who it is
 */
public record Origin(
        @Nullable String actor,
        @Nullable String auth,
        @Nullable String address,
        @Nullable String correlationId,
        @Nullable String userAgent,
        @Nullable String issuer,
        @Nullable String session,
        @Nullable String owner,
        @Nullable String certificateSerial) {
    /** Of somebody with a key of their own. */
    public Origin(
            @Nullable String actor,
            @Nullable String auth,
            @Nullable String address,
            @Nullable String correlationId,
            @Nullable String userAgent) {
        this(actor, auth, address, correlationId, userAgent, null, null, null, null);
    }

    /** @param metadata as the log stores them */
    public static Origin of(String metadata) {
        JsonNode said = JsonMapper.shared().readTree(metadata);
        return new Origin(
                text(said, "actor"),
                text(said, "auth"),
                text(said, "address"),
                text(said, "correlation_id"),
                text(said, "user_agent"),
                text(said, "issuer"),
                text(said, "session"),
                text(said, "owner"),
                text(said, "certificate_serial"));
    }

    private static @Nullable String text(JsonNode said, String name) {
        return said.path(name).asStringOpt().orElse(null);
    }
}
