package org.deviceonboarding.audit.asof;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.deviceonboarding.access.parameter.AsOf;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/** The moment that a request asks about: now, unless it names a time or a position. */
@ParameterObject
record AsOfParameters(
        @Parameter(description = AT) @Nullable Instant at,
        @Parameter(description = POSITION) @Min(0) @Nullable Long position)
        implements AsOf {}
