package org.deviceonboarding.audit.history;

import static org.deviceonboarding.access.paging.PageParameters.LIMIT;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.log.read.LogFilter;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/** The parameters of a device's history. */
@ParameterObject
record HistoryParameters(
        @Parameter(description = "The items behind this one") @Min(0) @Nullable
        Long after,

        @Parameter(description = LIMIT) @Schema(defaultValue = DEFAULT_LIMIT) @Min(1) @Max(MAX_LIMIT)
        int limit) {
    static final String DEFAULT_LIMIT = "100";
    static final int MAX_LIMIT = 1_000;

    AuditQuery of(DeviceId device) {
        return new AuditQuery(LogFilter.ALL.device(device), after == null ? 0 : after, limit);
    }
}
