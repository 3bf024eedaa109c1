package org.deviceonboarding.audit.asof;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.deviceonboarding.access.parameter.AsOf;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/** The parameters of an ACL file as of a moment. The strategy is given directly, or it is the one that a broker had. */
@ParameterObject
record AclParameters(
        @Parameter(description = AT) @Nullable Instant at,
        @Parameter(description = POSITION) @Min(0) @Nullable Long position,

        @Parameter(description = "How the file is written") @Nullable
        AclStrategy strategy,

        @Parameter(description = "As this broker had it") @Nullable
        BrokerId broker)
        implements AsOf {
    @Override
    public void check(BiConsumer<String, String> faults) {
        AsOf.super.check(faults);
        if (strategy != null && broker != null) {
            faults.accept("broker", "must be a broker's id, without a strategy");
        }
    }
}
