package org.deviceonboarding.audit.asof;

import static org.deviceonboarding.access.paging.PageParameters.CURSOR;
import static org.deviceonboarding.access.paging.PageParameters.DEFAULT_LIMIT;
import static org.deviceonboarding.access.paging.PageParameters.LIMIT;
import static org.deviceonboarding.access.paging.PageParameters.MAX_LIMIT;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.deviceonboarding.access.parameter.AsOf;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/** The parameters of a comparison: the moment that the fleet is compared with, and the page. */
@ParameterObject
record ChangeParameters(
        @Parameter(description = AT) @Nullable Instant at,
        @Parameter(description = POSITION) @Min(0) @Nullable Long position,

        @Parameter(description = LIMIT) @Schema(defaultValue = DEFAULT_LIMIT) @Min(1) @Max(MAX_LIMIT)
        int limit,

        @Parameter(description = CURSOR) @Nullable FleetCursor cursor)
        implements AsOf {}
