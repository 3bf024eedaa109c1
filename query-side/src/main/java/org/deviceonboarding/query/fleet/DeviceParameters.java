package org.deviceonboarding.query.fleet;

import static org.deviceonboarding.access.paging.PageParameters.CURSOR;
import static org.deviceonboarding.access.paging.PageParameters.DEFAULT_LIMIT;
import static org.deviceonboarding.access.paging.PageParameters.LIMIT;
import static org.deviceonboarding.access.paging.PageParameters.MAX_LIMIT;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.deviceonboarding.access.paging.CursorText;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.ValidityState;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/** The parameters of the list of devices. */
@ParameterObject
public record DeviceParameters(
        @Parameter(description = "Of the device") @Nullable DeviceStatus status,
        @Parameter(description = "Of the device") @Nullable String type,
        @Parameter(description = "Of the device") @Nullable String location,

        @Parameter(description = "key=value", example = "line=b") @Nullable
        LabelFilter label,

        @Parameter(description = "Part of the name, in any case") @Nullable
        String q,

        @Parameter(description = "Whose certificate expires before then") @Nullable
        Instant expiresBefore,

        @Parameter(description = "Of the device's newest certificate") @Nullable
        ValidityState certificateState,

        @Parameter(description = "A leading - means descending. Names can change between two pages; times cannot")
        @Nullable
        DeviceSort sort,

        @Parameter(description = LIMIT) @Schema(defaultValue = DEFAULT_LIMIT) @Min(1) @Max(MAX_LIMIT)
        int limit,

        @Parameter(description = CURSOR) @Nullable CursorText cursor) {}
