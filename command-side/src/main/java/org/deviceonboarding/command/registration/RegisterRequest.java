package org.deviceonboarding.command.registration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Map;
import org.deviceonboarding.command.device.DeviceType;
import org.deviceonboarding.command.issuing.IssuingProperties;
import org.deviceonboarding.command.issuing.KeyChoice;
import org.deviceonboarding.messages.device.DeviceDetails;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /register}, and what is true of each row of an import. */
public record RegisterRequest(
        @NotNull @Pattern(regexp = DeviceDetails.NAME, message = NAME_RULE)
        String name,

        @NotNull
        @Pattern(regexp = DeviceDetails.TYPE, message = TYPE_RULE)
        @Pattern(regexp = DeviceType.NOT_OF_THE_PORTAL, message = "must not be the type of the portal's own devices")
        String type,

        @Nullable
        @Pattern(
                regexp = DeviceDetails.LOCATION,
                message = "must be 1 to 128 printable characters on one line, starting with a letter or digit")
        String location,

        @Nullable
        @Pattern(
                regexp = DeviceDetails.FIRMWARE,
                message =
                        "must be 1 to 64 of letters, digits and . _ : + ~ ( ) @ - or space, starting with a letter or digit")
        String firmware,

        @Nullable @Size(max = DeviceDetails.MAX_LABELS, message = "must be at most {max} labels")
        Map<
                        @Pattern(regexp = DeviceDetails.LABEL_KEY, message = "key must match {regexp}") String,
                        @NotNull
                        @Pattern(
                                regexp = DeviceDetails.LABEL_VALUE,
                                message =
                                        "must be at most 128 printable characters on one line, starting with a letter or digit")
                        String>
                labels,

        @Nullable @Pattern(regexp = KeyChoice.ALGORITHMS, message = "must be one of " + KeyChoice.ALGORITHMS)
        String keyAlgorithm,

        @Nullable @Size(max = 16_384) String csr,

        @Nullable @Min(1) @Max(IssuingProperties.MAX_VALIDITY_DAYS)
        Integer validityDays) {
    private static final String NAME_RULE =
            "must be 1 to 128 of letters, digits and . _ : @ ( ) - or space, starting with a letter or digit";
    private static final String TYPE_RULE =
            "must be 1 to 64 of letters, digits and . _ : @ ( ) - or space, starting with a letter or digit";

    public DeviceDetails details() {
        return new DeviceDetails(name, type, location, firmware, labels == null ? Map.of() : labels);
    }

    public KeyChoice keyChoice() {
        return new KeyChoice(keyAlgorithm, csr);
    }

    @Nullable
    public Duration validity() {
        return validityDays == null ? null : Duration.ofDays(validityDays);
    }
}
