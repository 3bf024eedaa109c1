package org.deviceonboarding.audit.history;

import static org.deviceonboarding.access.paging.PageParameters.LIMIT;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.deviceonboarding.access.parameter.IpAddress;
import org.deviceonboarding.access.parameter.Parameters;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.read.LogFilter;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/** The parameters of a list of events. An export takes the same parameters, with any limit. */
@ParameterObject
public record EventParameters(
        @Parameter(description = "Of this device only") @Nullable
        DeviceId deviceId,

        @Parameter(description = "Names of events with commas between them") @Nullable
        EventTypes type,

        @Parameter(description = "Who did it") @Nullable String actor,

        @Parameter(description = "From where, an IP address") @Nullable
        IpAddress address,

        @Parameter(description = "From then on") @Nullable Instant from,
        @Parameter(description = "Before then") @Nullable Instant to,

        @Parameter(description = "The items behind this one") @Min(0) @Nullable
        Long after,

        @Parameter(description = LIMIT) @Min(1) @Max(MOST_EXPORTED) @Nullable
        Long limit) {
    private static final int MOST_EXPORTED = 1_000_000_000;

    /** @throws Refused {@code validation_error} if the limit is too large for a page */
    AuditQuery page() {
        return new AuditQuery(filter(), after == null ? 0 : after, pageLimit());
    }

    private long pageLimit() {
        if (limit == null) {
            return Long.parseLong(HistoryParameters.DEFAULT_LIMIT);
        }
        if (limit > HistoryParameters.MAX_LIMIT) {
            throw Parameters.refused("limit", "must be less than or equal to " + HistoryParameters.MAX_LIMIT);
        }
        return limit;
    }

    AuditQuery export() {
        return new AuditQuery(filter(), after == null ? 0 : after, limit == null ? Long.MAX_VALUE : limit);
    }

    private LogFilter filter() {
        LogFilter filter = LogFilter.ALL;
        filter = deviceId == null ? filter : filter.device(deviceId);
        filter = type == null ? filter : filter.types(type.names());
        filter = actor == null ? filter : filter.actor(actor);
        filter = address == null ? filter : filter.address(address.text());
        filter = from == null ? filter : filter.from(from);
        return to == null ? filter : filter.to(to);
    }
}
