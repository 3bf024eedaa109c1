package org.deviceonboarding.domain.event;

import org.deviceonboarding.domain.approval.ApprovalId;
import org.jspecify.annotations.Nullable;

/** A second person said no; nothing of it will be done. */
@Revision("1")
public record ApprovalRejected(
        ApprovalId approvalId, @Nullable String comment) implements ApprovalEvent {}
