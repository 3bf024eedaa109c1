package org.deviceonboarding.command.job.imports;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.deviceonboarding.command.issuing.IssuingProperties;
import org.deviceonboarding.command.issuing.KeyChoice;
import org.deviceonboarding.command.job.Instructions;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/** The parameters of {@code POST /imports}, which hold for all rows. */
@ParameterObject
record ImportParameters(
        @Parameter(description = "Of the keys that are made here; the configured one by default")
        @Pattern(regexp = KeyChoice.ALGORITHMS, message = "must be one of " + KeyChoice.ALGORITHMS)
        @Nullable
        String keyAlgorithm,

        @Parameter(description = "Of the certificates; the configured time by default")
        @Min(1)
        @Max(IssuingProperties.MAX_VALIDITY_DAYS)
        @Nullable
        Integer validityDays) {
    Instructions instructions() {
        return Instructions.forKeys(keyAlgorithm, validityDays, false);
    }
}
