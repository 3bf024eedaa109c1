package org.deviceonboarding.command.validity;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.deviceonboarding.domain.command.RenewalWindow;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code portal.renewal.*}: when certificates are due for renewal.
 *
 * @param windowDays before their end, but never in their first two thirds
 * @param prepare whether devices that are due get their next credentials made without anybody asking
 * @param sweepInterval how often it is looked for those that are
 */
@Validated
@ConfigurationProperties("portal.renewal")
public record RenewalProperties(
        @Min(1) @Max(365) @DefaultValue("30") int windowDays,
        @DefaultValue("false") boolean prepare,
        @DefaultValue("60s") Duration sweepInterval) {
    public RenewalWindow window() {
        return new RenewalWindow(Duration.ofDays(windowDays));
    }
}
