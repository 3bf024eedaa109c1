package org.deviceonboarding.command.registration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deviceonboarding.command.issuing.IssuingProperties;
import org.deviceonboarding.command.issuing.KeyChoice;
import org.deviceonboarding.command.text.Plain;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.FoldedText;
import org.deviceonboarding.domain.fleet.DeviceType;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /register}, whose rules each row of an import keeps as well. */
public record RegisterRequest(
        @NotNull @Pattern(regexp = DeviceDetails.NAME, message = DetailRules.NAME) @Plain(DeviceDetails.NAME)
        String name,

        @NotNull
        @Pattern(regexp = DeviceDetails.TYPE, message = DetailRules.TYPE)
        @Plain(DeviceDetails.TYPE)
        @Pattern(regexp = DeviceType.NOT_OF_THE_PORTAL, message = "must not be the type of the portal's own devices")
        String type,

        @Nullable
        @Pattern(regexp = DeviceDetails.LOCATION, message = DetailRules.LOCATION)
        @Plain(DeviceDetails.LOCATION)
        String location,

        @Nullable
        @Pattern(regexp = DeviceDetails.FIRMWARE, message = DetailRules.FIRMWARE)
        @Plain(DeviceDetails.FIRMWARE)
        String firmware,

        @Nullable @Size(max = DeviceDetails.MAX_LABELS, message = "must be at most {max} labels")
        Map<
                        @Pattern(regexp = DeviceDetails.LABEL_KEY, message = "key must match {regexp}") String,
                        @NotNull @Pattern(regexp = DeviceDetails.LABEL_VALUE, message = DetailRules.LABEL_VALUE)
                        @Plain(DeviceDetails.LABEL_VALUE) String>
                labels,

        @Nullable @Pattern(regexp = KeyChoice.ALGORITHMS, message = "must be one of " + KeyChoice.ALGORITHMS)
        String keyAlgorithm,

        @Nullable @Size(max = 16_384) String csr,

        @Nullable @Min(1) @Max(IssuingProperties.MAX_VALIDITY_DAYS)
        Integer validityDays) {
    @SuppressWarnings("NullAway") // whether something is missing is for the rules to say
    public RegisterRequest {
        name = FoldedText.orNull(name);
        type = FoldedText.orNull(type);
        location = FoldedText.orNull(location);
        firmware = FoldedText.orNull(firmware);
        labels = folded(labels);
    }

    @SuppressWarnings("NullAway")
    private static @Nullable Map<String, String> folded(@Nullable Map<String, String> labels) {
        if (labels == null) {
            return null;
        }
        Map<String, String> folded = new LinkedHashMap<>();
        labels.forEach((key, value) -> folded.put(key, FoldedText.orNull(value)));
        return folded;
    }

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
