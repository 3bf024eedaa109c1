package org.deviceonboarding.command.revocation;

import jakarta.validation.constraints.Pattern;
import org.deviceonboarding.command.text.Plain;
import org.deviceonboarding.domain.device.FoldedText;
import org.deviceonboarding.domain.device.RevocationReason;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /revoke/{id}}; all of it may be left out. */
record RevokeRequest(
        @Nullable RevocationReason reason,

        @Nullable @Pattern(regexp = FoldedText.COMMENT, message = FoldedText.COMMENT_RULE) @Plain(FoldedText.COMMENT)
        String comment) {
    RevokeRequest {
        comment = FoldedText.orNull(comment);
    }

    static final RevokeRequest DEFAULT = new RevokeRequest(null, null);

    RevocationReason reasonOrUnspecified() {
        return reason == null ? RevocationReason.UNSPECIFIED : reason;
    }
}
