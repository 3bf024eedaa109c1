package org.deviceonboarding.audit.asof;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.deviceonboarding.access.parameter.AsOf;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/** The parameters for a moment: a time or a position of the log, and now if a request has neither. */
@ParameterObject
record AsOfParameters(
        @Parameter(description = AT) @Nullable Instant at,
        @Parameter(description = POSITION) @Min(0) @Nullable Long position)
        implements AsOf {}
