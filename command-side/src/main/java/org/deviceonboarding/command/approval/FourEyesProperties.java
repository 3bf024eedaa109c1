package org.deviceonboarding.command.approval;

import java.time.Duration;
import java.util.Set;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code portal.four-eyes.*}.
 *
 * @param actions what needs a second person; nothing by default
 * @param expiry how long a request can be allowed
 */
@ConfigurationProperties("portal.four-eyes")
public record FourEyesProperties(
        @DefaultValue Set<ApprovalAction> actions,
        @DefaultValue("72h") Duration expiry) {}
