package org.deviceonboarding.domain.event;

import java.time.Instant;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.deviceonboarding.domain.approval.ApprovalId;
import org.deviceonboarding.domain.device.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * An action was asked for that a second person must allow.
 *
 * @param subject the device, the device type, or the bulk change it is about
 * @param digest over the request as it was frozen
 * @param expiresAt from then on it can no longer be allowed
 */
@Revision("1")
public record ApprovalRequested(
        ApprovalId approvalId,
        ApprovalAction action,
        String subject,
        Sha256 digest,
        @Nullable String comment,
        Instant expiresAt)
        implements ApprovalEvent {}
