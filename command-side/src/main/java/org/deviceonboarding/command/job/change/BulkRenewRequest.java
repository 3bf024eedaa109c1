package org.deviceonboarding.command.job.change;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.command.issuing.IssuingProperties;
import org.deviceonboarding.command.issuing.KeyChoice;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.Sha256;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /bulk/renew}. */
record BulkRenewRequest(
        @Nullable Map<String, @Nullable String> filter,
        @Nullable List<@Nullable DeviceId> deviceIds,

        @Nullable @Pattern(regexp = KeyChoice.ALGORITHMS, message = "must be one of " + KeyChoice.ALGORITHMS)
        String keyAlgorithm,

        @Nullable @Min(1) @Max(IssuingProperties.MAX_VALIDITY_DAYS)
        Integer validityDays,

        @Nullable Boolean revokePrevious,
        @Nullable Boolean preview,
        @Nullable @Min(0) Integer expectedCount,
        @Nullable Sha256 expectedDigest) {
    Choice choice() {
        return new Choice(filter, deviceIds);
    }

    PreviewToken shown() {
        return PreviewToken.of(expectedCount, expectedDigest);
    }

    boolean revokesPrevious() {
        return Boolean.TRUE.equals(revokePrevious);
    }
}
