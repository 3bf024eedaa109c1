package org.deviceonboarding.audit.inquiry.whatif;

import static org.deviceonboarding.access.paging.PageParameters.CURSOR;
import static org.deviceonboarding.access.paging.PageParameters.DEFAULT_LIMIT;
import static org.deviceonboarding.access.paging.PageParameters.LIMIT;
import static org.deviceonboarding.access.paging.PageParameters.MAX_LIMIT;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.deviceonboarding.access.parameter.AsOf;
import org.deviceonboarding.access.parameter.Parameters;
import org.deviceonboarding.audit.inquiry.InquiryCursor;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/** The parameters of a proposed template: the moment of the fleet, and the page. */
@ParameterObject
record TemplateParameters(
        @Parameter(description = AT) @Nullable Instant at,
        @Parameter(description = POSITION) @Min(0) @Nullable Long position,

        @Parameter(description = LIMIT) @Schema(defaultValue = DEFAULT_LIMIT) @Min(1) @Max(MAX_LIMIT)
        int limit,

        @Parameter(description = CURSOR) @Nullable InquiryCursor cursor)
        implements AsOf {
    @Override
    public void check(BiConsumer<String, String> faults) {
        if (at != null && position != null) {
            faults.accept("at", "must not be given together with position");
        }
    }

    /** @throws Refused {@code validation_error} if the parameters name a position after the log's head */
    TemplateQuery query(long head) {
        if (position != null && position > head) {
            throw Parameters.refused("position", "must be a position that the log has reached");
        }
        return new TemplateQuery(at, position, limit, InquiryCursor.require(cursor, DeviceIdFormat::isOne, head));
    }
}
