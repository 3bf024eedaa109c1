package org.deviceonboarding.command.renewal;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.deviceonboarding.command.issuing.IssuingProperties;
import org.deviceonboarding.command.issuing.KeyChoice;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /renew/{id}} and {@code POST /reissue/{id}}; all of it may be left out. */
record RenewRequest(
        @Nullable @Pattern(regexp = KeyChoice.ALGORITHMS, message = "must be one of " + KeyChoice.ALGORITHMS)
        String keyAlgorithm,

        @Nullable @Size(max = 16_384) String csr,

        @Nullable @Min(1) @Max(IssuingProperties.MAX_VALIDITY_DAYS)
        Integer validityDays,

        @Nullable Boolean revokePrevious) {
    static final RenewRequest DEFAULT = new RenewRequest(null, null, null, null);

    KeyChoice keyChoice() {
        return new KeyChoice(keyAlgorithm, csr);
    }

    @Nullable
    Duration validity() {
        return validityDays == null ? null : Duration.ofDays(validityDays);
    }

    boolean revokesPrevious() {
        return Boolean.TRUE.equals(revokePrevious);
    }
}
