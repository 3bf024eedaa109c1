package org.deviceonboarding.command.job;

import java.time.Duration;
import org.deviceonboarding.domain.device.RevocationReason;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a job is to be done. Its action decides which of the instructions apply.
 *
 * @param seen the log's position before the devices were chosen; null in jobs of earlier versions, whose renewals are refused
 */
public record Instructions(
        @Nullable String keyAlgorithm,
        @Nullable Integer validityDays,
        @Nullable RevocationReason reason,
        @Nullable String comment,
        boolean revokePrevious,
        @Nullable Long seen) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public static Instructions forKeys(
            @Nullable String keyAlgorithm, @Nullable Integer validityDays, boolean revokePrevious) {
        return new Instructions(keyAlgorithm, validityDays, null, null, revokePrevious, null);
    }

    public static Instructions forRevocation(RevocationReason reason, @Nullable String comment) {
        return new Instructions(null, null, reason, comment, false, null);
    }

    public Instructions seen(long position) {
        return new Instructions(keyAlgorithm, validityDays, reason, comment, revokePrevious, position);
    }

    /** What happened to a device since is news to the requester. */
    public long seenOrNothing() {
        return seen == null ? 0 : seen;
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
