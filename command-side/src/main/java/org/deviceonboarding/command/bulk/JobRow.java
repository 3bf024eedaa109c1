package org.deviceonboarding.command.bulk;

import java.util.Objects;
import org.deviceonboarding.messages.device.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * One device of a job.
 *
 * @param row counts from 1
 * @param request what an import says of the device, JSON
 * @param attempts how often it was taken to be worked on
 */
public record JobRow(
        int row,
        DeviceId deviceId,
        @Nullable String name,
        @Nullable String request,
        int attempts,
        @Nullable String skeleton) {
    public JobRow(int row, DeviceId deviceId, @Nullable String name, @Nullable String request, int attempts) {
        this(row, deviceId, name, request, attempts, null);
    }

    public static JobRow of(int row, DeviceId deviceId, @Nullable String name, @Nullable String request) {
        return new JobRow(row, deviceId, name, request, 0);
    }

    /** @param skeleton which names that look like this one have too */
    public static JobRow of(
            int row, DeviceId deviceId, @Nullable String name, @Nullable String request, @Nullable String skeleton) {
        return new JobRow(row, deviceId, name, request, 0, skeleton);
    }

    public String requestOrFail() {
        return Objects.requireNonNull(request);
    }
}
