package org.deviceonboarding.command.job.change;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.command.text.Plain;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.FoldedText;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.Sha256;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /bulk/revoke}. */
record BulkRevokeRequest(
        @Nullable Map<String, @Nullable String> filter,
        @Nullable List<@Nullable DeviceId> deviceIds,
        @Nullable RevocationReason reason,

        @Nullable @Pattern(regexp = FoldedText.COMMENT, message = FoldedText.COMMENT_RULE) @Plain(FoldedText.COMMENT)
        String comment,

        @Nullable Boolean preview,
        @Nullable @Min(0) Integer expectedCount,
        @Nullable Sha256 expectedDigest) {
    BulkRevokeRequest {
        comment = FoldedText.orNull(comment);
    }

    Choice choice() {
        return new Choice(filter, deviceIds);
    }

    PreviewToken shown() {
        return PreviewToken.of(expectedCount, expectedDigest);
    }
}
