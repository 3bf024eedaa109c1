package org.deviceonboarding.command.job;

import java.util.Objects;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * One device of a job.
 *
 * @param row counts from 1
 * @param request what an import says of the device, JSON
 * @param key SHA-256 of the key that the row brings, as long as rows are compared
 * @param skeleton which names that look like this one have too
 * @param attempts how often it was taken to be worked on
 */
public record JobRow(
        int row,
        DeviceId deviceId,
        @Nullable String name,
        @Nullable String request,
        @Nullable Sha256 key,
        @Nullable String skeleton,
        int attempts) {
    public static JobRow of(int row, DeviceId deviceId, @Nullable String name, @Nullable String request) {
        return new JobRow(row, deviceId, name, request, null, null, 0);
    }

    public JobRow withKey(@Nullable Sha256 ofKey) {
        return new JobRow(row, deviceId, name, request, ofKey, skeleton, attempts);
    }

    public JobRow withSkeleton(@Nullable String ofName) {
        return new JobRow(row, deviceId, name, request, key, ofName, attempts);
    }

    public String requestOrFail() {
        return Objects.requireNonNull(request);
    }
}
