package org.deviceonboarding.command.approval;

import java.time.Instant;
import org.deviceonboarding.domain.approval.ApprovalId;

/** The answer to a request that waits for a second person. */
public record Pending(String status, ApprovalId approvalId, Instant expiresAt, long position) {
    static final String WAITS = "awaiting_approval";
}
