package org.deviceonboarding.command.revocation;

import jakarta.validation.constraints.Pattern;
import org.deviceonboarding.messages.device.RevocationReason;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /revoke/{id}}; all of it may be left out. */
record RevokeRequest(
        @Nullable RevocationReason reason,

        @Nullable
        @Pattern(
                regexp = "[^\\p{C}\\u2028\\u2029]{0,500}",
                message = "must be at most 500 printable characters on one line")
        String comment) {
    static final RevokeRequest DEFAULT = new RevokeRequest(null, null);

    RevocationReason reasonOrUnspecified() {
        return reason == null ? RevocationReason.UNSPECIFIED : reason;
    }
}
