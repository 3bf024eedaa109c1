package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.approval.ApprovalId;
import org.jspecify.annotations.Nullable;

/** The request was rejected; nothing of it will be done. */
@Revision("1")
public record ApprovalRejected(
        ApprovalId approvalId, @Nullable String comment) implements ApprovalEvent {}
