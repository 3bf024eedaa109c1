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
import org.deviceonboarding.access.paging.CursorText;
import org.deviceonboarding.access.parameter.AsOf;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.read.Moment;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/** The parameters of the fleet as of a moment: the moment, the devices, the page. */
@ParameterObject
record FleetParameters(
        @Parameter(description = AT) @Nullable Instant at,
        @Parameter(description = POSITION) @Min(0) @Nullable Long position,

        @Parameter(description = "Of this device only") @Nullable
        DeviceId deviceId,

        @Parameter(description = LIMIT) @Schema(defaultValue = DEFAULT_LIMIT) @Min(1) @Max(MAX_LIMIT)
        int limit,

        @Parameter(description = CURSOR) @Nullable FleetCursor cursor)
        implements AsOf {
    /**
     * The query for one page. A cursor continues at the moment of its first page, so all pages show the same moment.
     *
     * @throws Refused {@code validation_error}
     */
    FleetQuery query(MomentResolver moments) {
        Moment moment = moments.asked(this);
        if (cursor == null) {
            return new FleetQuery(moment, deviceId, limit, null);
        }
        // Where in the log a time is may still move while it is a moment ago; a position is a position.
        if (position != null && position != cursor.position()) {
            throw CursorText.refused();
        }
        return new FleetQuery(new Moment.Position(cursor.position()), deviceId, limit, cursor.after());
    }

    /** The parameters of the same list without pages. */
    @ParameterObject
    record Export(
            @Parameter(description = AT) @Nullable Instant at,

            @Parameter(description = POSITION) @Min(0) @Nullable
            Long position,

            @Parameter(description = "Of this device only") @Nullable
            DeviceId deviceId)
            implements AsOf {}
}
