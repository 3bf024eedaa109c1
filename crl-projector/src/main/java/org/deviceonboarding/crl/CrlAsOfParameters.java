package org.deviceonboarding.crl;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.deviceonboarding.access.parameter.AsOf;
import org.deviceonboarding.access.parameter.Parameters;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.read.Moment;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/** The moment that an auditor asks about: now, unless the request names a time or a position. */
@ParameterObject
record CrlAsOfParameters(
        @Parameter(description = AT) @Nullable Instant at,
        @Parameter(description = POSITION) @Min(0) @Nullable Long position)
        implements AsOf {
    /** @throws Refused {@code validation_error} for a time to come */
    Moment moment(Instant now) {
        if (at != null && at.isAfter(now)) {
            throw Parameters.refused("at", "must not be to come");
        }
        if (position != null) {
            return new Moment.Position(position);
        }
        return at == null ? Moment.NOW : new Moment.At(at);
    }
}
