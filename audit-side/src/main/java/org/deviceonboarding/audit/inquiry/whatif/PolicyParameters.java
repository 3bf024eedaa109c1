package org.deviceonboarding.audit.inquiry.whatif;

import static org.deviceonboarding.access.paging.PageParameters.CURSOR;
import static org.deviceonboarding.access.paging.PageParameters.DEFAULT_LIMIT;
import static org.deviceonboarding.access.paging.PageParameters.LIMIT;
import static org.deviceonboarding.access.paging.PageParameters.MAX_LIMIT;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.deviceonboarding.access.parameter.Parameters;
import org.deviceonboarding.audit.inquiry.InquiryCursor;
import org.deviceonboarding.audit.inquiry.fold.Window;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/** The parameters of a proposed policy: the window of the past, and the page. */
@ParameterObject
record PolicyParameters(
        @Parameter(description = "From then on") @Nullable Instant from,
        @Parameter(description = "Before then") @Nullable Instant to,

        @Parameter(description = LIMIT) @Schema(defaultValue = DEFAULT_LIMIT) @Min(1) @Max(MAX_LIMIT)
        int limit,

        @Parameter(description = CURSOR) @Nullable InquiryCursor cursor) {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration LONGEST = Duration.ofDays(3_660);

    /**
     * @param now the end of the window by default; the window then begins a year earlier
     * @throws Refused {@code validation_error} if the window is empty or too long, or the cursor is of another list
     */
    PolicyQuery query(long head, Instant now) {
        InquiryCursor last = InquiryCursor.require(cursor, DeviceIdFormat::isOne, head);
        Instant end = Objects.requireNonNullElse(to, last == null ? now : last.asOf());
        Instant begin = Objects.requireNonNullElse(from, end.minus(YEAR));
        if (!begin.isBefore(end) || Duration.between(begin, end).compareTo(LONGEST) > 0) {
            throw Parameters.refused("from", "must be before to, and at most " + LONGEST.toDays() + " days");
        }
        return new PolicyQuery(new Window(begin, end), limit, last);
    }
}
