package org.deviceonboarding.command.bulk;

import java.time.Duration;
import org.deviceonboarding.messages.device.RevocationReason;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How a job is to be done; which of these apply depends on its action. */
public record Instructions(
        @Nullable String keyAlgorithm,
        @Nullable Integer validityDays,
        @Nullable RevocationReason reason,
        @Nullable String comment,
        boolean revokePrevious) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public static Instructions forKeys(
            @Nullable String keyAlgorithm, @Nullable Integer validityDays, boolean revokePrevious) {
        return new Instructions(keyAlgorithm, validityDays, null, null, revokePrevious);
    }

    static Instructions read(String json) {
        return JSON.readValue(json, Instructions.class);
    }

    String json() {
        return JSON.writeValueAsString(this);
    }

    @Nullable
    public Duration validity() {
        return validityDays == null ? null : Duration.ofDays(validityDays);
    }
}
