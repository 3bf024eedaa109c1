package org.deviceonboarding.command.fleet;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.device.RevocationReason;
import org.deviceonboarding.messages.device.Sha256;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /bulk/revoke}. */
record BulkRevokeRequest(
        @Nullable Map<String, @Nullable String> filter,
        @Nullable List<@Nullable DeviceId> deviceIds,
        @Nullable RevocationReason reason,

        @Nullable
        @Pattern(
                regexp = "[^\\p{C}\\u2028\\u2029]{0,500}",
                message = "must be at most 500 printable characters on one line")
        String comment,

        @Nullable Boolean preview,
        @Nullable @Min(0) Integer expectedCount,
        @Nullable Sha256 expectedDigest) {
    Choice choice() {
        return new Choice(filter, deviceIds);
    }

    Shown shown() {
        return Shown.of(expectedCount, expectedDigest);
    }
}
